package io.bellwether.cli.bundle;

import io.bellwether.cli.sight.LocalSystem;
import io.bellwether.cli.sight.LocalSystem.LocalNode;
import io.bellwether.cli.sight.ProcessSettings;
import io.bellwether.cli.sight.SecretFile;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.CommandResult;
import io.bellwether.devservices.process.OutputTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the processes of a home and its files tell, as parts of a bundle. */
public final class ProcessParts {

    public static final int OUTPUT_LINES_MAX = 2_000;

    private static final int OUTPUT_BYTES_MAX = 1 << 20;
    private static final int OUTPUTS_MAX = 60;
    private static final int FILES_MAX = 20_000;
    private static final int FILES_NAMED_MAX = 20;
    /** A path of this depth in a home names what a node keeps, and not each of its segments. */
    private static final int DEPTH_MAX = 5;

    /** Their values are about how it works; all others are told by their names only. */
    private static final Pattern SHOWN = Pattern.compile(
            "(cluster|phi|logs|gateway|server|management|logging|spring\\.kafka\\.bootstrap|spring\\.datasource\\.url|spring\\.data\\.redis\\.(host|port)|spring\\.profiles|spring\\.cloud\\.discovery)[.].*"
                    + "|spring\\.kafka\\.bootstrap-servers|spring\\.datasource\\.url|phi\\.threshold");

    private static final Pattern METADATA = Pattern.compile("cluster\\.service\\.metadata.*");
    private static final String NOT_SHOWN = "(left out)";

    private ProcessParts() {}

    /**
     * Those of a home.
     *
     * @param limit For what has to be asked of a process.
     */
    public static List<Part> of(Home home, LocalSystem local, Duration limit) {
        var parts = new ArrayList<Part>();
        parts.add(new Part("home.txt", () -> files(home)));
        parts.add(Part.of("secrets.txt", secrets(local)));
        for (LocalNode node : local.nodes()) {
            var pid = node.pid();
            if (pid != null && isJava(pid)) {
                parts.add(new Part("processes/%s/threads.txt".formatted(node.name()), () -> threads(node, pid, limit)));
            }
        }
        local.settings()
                .forEach(settings ->
                        parts.add(Part.of("processes/%s/settings.txt".formatted(settings.node()), settings(settings))));
        parts.addAll(outputs(home));
        return parts;
    }

    /** Also of nodes that are gone: what they said last may be why. */
    private static List<Part> outputs(Home home) {
        var folder = home.folder().resolve("output");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".log"))
                    .sorted()
                    .limit(OUTPUTS_MAX)
                    .map(file -> new Part(
                            "output/" + file.getFileName(),
                            () -> String.join("\n", OutputTail.whole(file, OUTPUT_LINES_MAX, OUTPUT_BYTES_MAX)) + "\n"))
                    .toList();
        } catch (IOException e) {
            return List.of(new Part("output", () -> {
                throw new StartProblem("%s cannot be read (%s)".formatted(folder, Home.reason(e)), e);
            }));
        }
    }

    private static boolean isJava(long pid) {
        return ProcessSettings.arguments(pid).stream()
                .limit(1)
                .anyMatch(program -> program.endsWith("/java") || program.equals("java"));
    }

    /** By the JDK's own tool, which asks the process itself: one that is stopped would not answer. */
    private static String threads(LocalNode node, long pid, Duration limit) {
        if (node.state() == LocalSystem.State.PAUSED) {
            throw new StartProblem("process %d is stopped by a signal and cannot tell its threads".formatted(pid));
        }
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new StartProblem("this Java has no jcmd: threads are told by that of a JDK only");
        }
        var told = CommandResult.of(List.of(jcmd.toString(), Long.toString(pid), "Thread.print"), limit, null);
        if (!told.ok()) {
            throw new StartProblem("jcmd %d Thread.print: %s".formatted(pid, told.output()));
        }
        return told.output() + "\n";
    }

    /** What a process was told, without what may be secret. */
    static String settings(ProcessSettings settings) {
        var lines = new TreeMap<String, String>();
        settings.told().forEach((name, value) -> lines.put(name, shown(name, value)));
        return "Process %d. Values that may be secret are left out.%n%n".formatted(settings.pid())
                + lines.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    private static String shown(String name, String value) {
        var canonical = name.toLowerCase(Locale.ROOT).replace('_', '.');
        boolean plain = SHOWN.matcher(canonical).matches()
                && !METADATA.matcher(canonical).matches();
        return Redactor.isSecret(name) ? Redactor.WITHHELD : plain ? value : NOT_SHOWN;
    }

    private static String secrets(LocalSystem local) {
        return "Files with secrets, by their names; what is in them is not here.\n\n"
                + local.secrets().stream()
                        .map((SecretFile secret) -> "%s %s%s%n"
                                .formatted(
                                        secret.permissions(),
                                        secret.file(),
                                        secret.open() ? " others can read it" : ""))
                        .collect(Collectors.joining());
    }

    /** Names and sizes. */
    private static String files(Home home) throws IOException {
        if (!home.exists()) {
            return "There is no %s.%n".formatted(home.folder());
        }
        var byFolder = new TreeMap<Path, List<Path>>();
        try (Stream<Path> files = Files.walk(home.folder(), DEPTH_MAX)) {
            files.filter(Files::isRegularFile)
                    .limit(FILES_MAX)
                    .forEach(file -> byFolder.computeIfAbsent(file.getParent(), fresh -> new ArrayList<>())
                            .add(file));
        }
        return byFolder.entrySet().stream()
                .map(entry -> files(home, entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    /** Each of a few; of many, as of a database, how many they are. */
    private static String files(Home home, Path folder, List<Path> files) {
        if (files.size() > FILES_NAMED_MAX) {
            return "%12d  %s/ (%d files)%n"
                    .formatted(
                            files.stream()
                                    .mapToLong(file -> file.toFile().length())
                                    .sum(),
                            home.folder().relativize(folder),
                            files.size());
        }
        return files.stream()
                .sorted()
                .map(file -> "%12d  %s%n"
                        .formatted(file.toFile().length(), home.folder().relativize(file)))
                .collect(Collectors.joining());
    }
}
