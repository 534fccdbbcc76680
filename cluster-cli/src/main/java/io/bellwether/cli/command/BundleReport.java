package io.bellwether.cli.command;

import io.bellwether.cli.bundle.Piece;
import io.bellwether.cli.bundle.Redactor;
import io.bellwether.cli.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in a bundle, and what is not.
 *
 * @param parts All that goes into the file, its own table of contents included.
 * @param problems What could not be had, or not as a whole.
 * @param withheld How often a secret was taken out.
 */
record BundleReport(List<Piece> parts, List<Piece> problems, int withheld) {

    private static final int PROBLEMS_SHOWN_MAX = 12;
    private static final String ABOUT = """
            What ./bellwether diagnose --bundle has gathered. Begin with summary.txt.

            summary.txt     what hurts, the processes, the members, the last events
            doctor.json     all findings, also of what is well
            machine.json    the machine it was made on, its clock, the JDK
            processes.json  the processes of the system here
            processes/      of each of them: threads, and the settings that it was told
            output/         the end of what each said, up to 2000 lines
            home.txt        names and sizes of the files of the system; secrets.txt those of secrets
            cluster/        status, views, voters, services, the last 1000 events, names of the configuration,
                            explanations of members that are not HEALTHY, what each coordinator says of its log
            members/        of each: health and metrics
            problems.txt    what could not be had, and why
            manifest.json   all of it with its sizes

            Secrets are taken out: '(withheld)' stands in their place. Values of the configuration are not in it at all.
            """;

    BundleReport {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
    }

    /** Adds what tells about the rest. */
    static BundleReport complete(List<Piece> gathered, Redactor redactor) {
        var problems =
                gathered.stream().filter(part -> !part.problem().isEmpty()).toList();
        var parts = new ArrayList<Piece>();
        parts.add(new Piece("README.txt", ABOUT, ""));
        gathered.stream().filter(part -> !part.content().isEmpty()).forEach(parts::add);
        parts.add(new Piece(
                "problems.txt",
                problems.isEmpty()
                        ? "None: everything was there.\n"
                        : problems.stream()
                                .map(part -> "%s: %s%n".formatted(part.name(), part.problem()))
                                .collect(Collectors.joining()),
                ""));
        parts.add(new Piece("manifest.json", manifest(parts, redactor.withheld()), ""));
        return new BundleReport(parts, problems, redactor.withheld());
    }

    private static String manifest(List<Piece> parts, int withheld) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bellwether", Verbs.VERSION);
        fields.put("made", Instant.now().toString());
        fields.put("withheld", withheld);
        fields.put("parts", sizes(parts));
        return pretty(fields);
    }

    private static List<Map<String, Object>> sizes(List<Piece> parts) {
        return parts.stream()
                .map(part -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("name", part.name());
                    fields.put("bytes", part.content().getBytes(StandardCharsets.UTF_8).length);
                    return fields;
                })
                .toList();
    }

    String json(Path file) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("file", file.toString());
        fields.put("bytes", file.toFile().length());
        fields.put("withheld", withheld);
        fields.put("parts", sizes(parts));
        fields.put(
                "problems",
                problems.stream()
                        .map(part -> Map.of("name", part.name(), "why", part.problem()))
                        .toList());
        return pretty(fields);
    }

    void print(Terminal terminal, Path file) {
        var out = terminal.out();
        out.printf(
                "%s, %d KiB, readable by you only%n%n",
                terminal.strong(file.toString()), Math.max(1, file.toFile().length() >> 10));
        out.println("  in it      " + contents());
        out.printf(
                "  left out   secrets%s, values of the configuration, contents of data folders%n",
                withheld == 0 ? "" : " (taken out %d times)".formatted(withheld));
        if (problems.isEmpty()) {
            out.println("  missing    nothing");
        } else {
            out.printf("  missing    %d parts; problems.txt in it says the same:%n", problems.size());
            problems.stream()
                    .limit(PROBLEMS_SHOWN_MAX)
                    .forEach(part -> out.println(
                            terminal.uncertain("             %s: %s".formatted(part.name(), part.problem()))));
            if (problems.size() > PROBLEMS_SHOWN_MAX) {
                out.printf("             and %d more%n", problems.size() - PROBLEMS_SHOWN_MAX);
            }
        }
        out.printf(
                "%nBegin with its summary.txt. Look through it before you hand it on: what processes said may hold what no%n");
        out.println("program knows to be private.");
        out.flush();
    }

    /** What there is of each folder. */
    private String contents() {
        var folders = new TreeMap<String, Integer>();
        int single = 0;
        for (var part : parts) {
            int slash = part.name().indexOf('/');
            if (slash < 0) {
                single++;
            } else {
                folders.merge(part.name().substring(0, slash), 1, Integer::sum);
            }
        }
        var words = folders.entrySet().stream()
                .map(entry -> "%s/ (%d)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "%d files".formatted(single) : "%s, and %d files".formatted(words, single);
    }

    private static String pretty(Map<String, Object> fields) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(fields);
    }
}
