package io.bellwether.it.launcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Prometheus' own checker would say of metrics: each has a help text, base units, and the ending of its kind. */
final class Exposition {

    private static final Set<String> ABBREVIATIONS = Set.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb");
    private static final Set<String> ENDINGS_OF_PARTS = Set.of("count", "sum", "bucket");

    private Exposition() {}

    static List<String> problems(String text) {
        Map<String, String> help = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                help.put(words[2], words.length < 4 ? "" : words[3].strip());
            } else if (line.startsWith("# TYPE ")) {
                judge(words[2], words[3], help.getOrDefault(words[2], ""), problems);
            }
        }
        return problems;
    }

    private static void judge(String name, String kind, String help, List<String> problems) {
        var parts = List.of(name.split("_", -1));
        boolean inParts = kind.equals("histogram") || kind.equals("summary");
        if (help.isEmpty()) {
            problems.add(name + " has no help text");
        }
        if (parts.stream().anyMatch(ABBREVIATIONS::contains)) {
            problems.add(name + " abbreviates its unit");
        }
        if (!inParts && ENDINGS_OF_PARTS.contains(parts.getLast())) {
            problems.add(name + " ends like a part of a histogram");
        }
        if (kind.equals("counter") != parts.getLast().equals("total")) {
            problems.add(name + " is a " + kind);
        }
    }
}
