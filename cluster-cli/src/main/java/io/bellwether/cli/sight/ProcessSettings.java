package io.bellwether.cli.sight;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process on this machine was told at its start, by arguments and by its environment. There may be secrets among
 * the values: who shows them has to leave those out.
 *
 * @param told By name, as it was written: {@code cluster.profile} or {@code CLUSTER_PROFILE}.
 */
public record ProcessSettings(String node, long pid, Map<String, String> told) {

    private static final String ARGUMENT = "--";
    /** What Spring Boot reads, and what says how the JVM runs. */
    private static final Pattern OURS = Pattern.compile(
            "(CLUSTER|PHI|LOGS|GATEWAY|SERVER|SPRING|MANAGEMENT|LOGGING|BELLWETHER)_.*|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS");

    public ProcessSettings {
        told = new LinkedHashMap<>(told);
    }

    /** Reads them; empty where this system does not tell, or the process is somebody else's. */
    public static ProcessSettings of(String node, long pid) {
        var told = new LinkedHashMap<String, String>();
        var process = Path.of("/proc", Long.toString(pid));
        words(process.resolve("environ")).stream()
                .filter(word -> OURS.matcher(name(word)).matches())
                .forEach(word -> told.put(name(word), value(word)));
        arguments(pid).stream()
                .filter(word -> word.startsWith(ARGUMENT) && word.indexOf('=') > 0)
                .map(word -> word.substring(ARGUMENT.length()))
                .forEach(word -> told.put(name(word), value(word)));
        return new ProcessSettings(node, pid, told);
    }

    /** The words of its command line: all of them, where the JDK gives up on a long one. */
    public static List<String> arguments(long pid) {
        var words = words(Path.of("/proc", Long.toString(pid), "cmdline"));
        return words.isEmpty()
                ? ProcessHandle.of(pid)
                        .flatMap(process -> process.info().arguments())
                        .map(List::of)
                        .orElse(List.of())
                : words;
    }

    /** A setting, whichever way it was told; an argument counts before the environment. */
    public Optional<String> get(String name) {
        var variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        return Stream.of(name, variable.replace("-", ""), variable.replace('-', '_'))
                .map(told::get)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    private static String name(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    private static String value(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    private static List<String> words(Path file) {
        try {
            return Stream.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"))
                    .filter(word -> !word.isEmpty())
                    .toList();
        } catch (IOException e) {
            // No /proc, somebody else's process, or one that has just ended: nothing is known of it.
            return List.of();
        }
    }
}
