package io.bellwether.cli.command;

import io.bellwether.cli.bundle.BundleFile;
import io.bellwether.cli.bundle.Gathering;
import io.bellwether.cli.bundle.KnownSecrets;
import io.bellwether.cli.bundle.Part;
import io.bellwether.cli.bundle.Piece;
import io.bellwether.cli.bundle.Redactor;
import io.bellwether.cli.doctor.Doctor;
import io.bellwether.cli.terminal.Looking;
import io.bellwether.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gathers all that is known into one file. */
@Command(
        name = "diagnose",
        description = {
            "Gathers what is known about a system that is not well: what doctor finds, processes, members, explanations,"
                    + " events, metrics, threads, settings, the end of what processes said. Without --bundle it shows a"
                    + " summary.",
            "With --bundle it writes a zip file for a report or a colleague, readable by its owner only. No secret is in"
                    + " it: no token, no password, no value of the configuration; look through it all the same before it"
                    + " leaves the house. What cannot be had is named in its problems.txt.",
            "Exit code with --bundle: 0 when it was written, 1 when not; without: as doctor's."
        },
        mixinStandardHelpOptions = true)
final class DiagnoseVerb implements Callable<Integer> {

    private static final Duration PART_LIMIT = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Examination.Pace pace;

    @Mixin
    private final ClusterContext cluster = new ClusterContext();

    @Mixin
    private final Shown shown = new Shown();

    @Option(
            names = "--bundle",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description = "Write it to this file (default: bellwether-DATE-TIME.zip here).")
    private @Nullable String bundle;

    DiagnoseVerb() {
        this(Examination.Pace.STANDARD);
    }

    DiagnoseVerb(Examination.Pace pace) {
        this.pace = pace;
    }

    @Override
    public Integer call() {
        var terminal = shown.isJson() ? Terminal.plain(Terminal.standard().out()) : Terminal.standard();
        var sight = Examination.look(cluster, pace, terminal);
        var diagnosis = Doctor.judge(sight);
        var told = bundle;
        var summary = new Summary(cluster, sight, diagnosis);
        if (told == null) {
            if (shown.isJson()) {
                terminal.out().println(summary.json());
            } else {
                summary.print(terminal);
            }
            return DoctorVerb.exitCode(diagnosis, sight);
        }
        var file = Path.of(
                        told.isEmpty()
                                ? "bellwether-%s.zip".formatted(STAMP.format(LocalDateTime.now(ZoneId.systemDefault())))
                                : told)
                .toAbsolutePath()
                .normalize();
        BundleFile.checkFree(file);
        var secrets = secrets(sight.local() == null ? List.of() : sight.local().settings());
        var redactor = new Redactor(secrets.secrets());
        List<Piece> gathered = new ArrayList<>();
        try (var looking = new Looking(terminal)) {
            looking.begin("outputs, threads, events");
            gathered.addAll(new Gathering(redactor, PART_LIMIT, LIMIT).gather(parts(summary)));
        }
        secrets.problems().forEach(problem -> gathered.add(new Piece("secrets", "", redactor.clean(problem))));
        var written = BundleReport.complete(gathered, redactor);
        BundleFile.write(file, written.parts());
        if (shown.isJson()) {
            terminal.out().println(written.json(file));
        } else {
            written.print(terminal, file);
        }
        return ExitCode.FINE;
    }

    private List<Part> parts(Summary summary) {
        return summary.parts(PART_LIMIT);
    }

    private KnownSecrets secrets(List<io.bellwether.cli.sight.ProcessSettings> settings) {
        var known = new KnownSecrets().ofEnvironment(System.getenv()).ofProcesses(settings);
        if (!cluster.isElsewhere()) {
            known.ofFolder(cluster.home().secrets());
        }
        var token = cluster.tokenFile();
        if (token != null) {
            known.ofFile(token);
        }
        return known;
    }
}
