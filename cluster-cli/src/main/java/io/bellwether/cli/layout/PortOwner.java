package io.bellwether.cli.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who listens on a port, where the kernel tells (Linux). */
final class PortOwner {

    private static final String LISTENING = "0A";
    private static final int INODE_COLUMN = 9;

    private PortOwner() {}

    /** In words for a sentence: "process 4711 (nginx)", or "another process". */
    static String describe(int port) {
        return find(port)
                .map(process -> "process %d (%s)"
                        .formatted(
                                process.pid(),
                                process.info()
                                        .command()
                                        .map(PortOwner::lastName)
                                        .orElse("unknown")))
                .orElse("another process");
    }

    private static String lastName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    private static Optional<ProcessHandle> find(int port) {
        var sockets = listeners(port);
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> holdsAny(process, sockets))
                        .findFirst();
    }

    private static Set<String> listeners(int port) {
        var suffix = ":%04X".formatted(port);
        var sockets = new HashSet<String>();
        for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (var line : lines(table)) {
                var columns = List.of(line.strip().toUpperCase(Locale.ROOT).split("\\s+"));
                if (columns.size() > INODE_COLUMN
                        && columns.get(1).endsWith(suffix)
                        && columns.get(3).equals(LISTENING)) {
                    sockets.add("socket:[" + columns.get(INODE_COLUMN) + "]");
                }
            }
        }
        return sockets;
    }

    /** None where there is no such table: not Linux, or a kernel without IPv6. */
    private static List<String> lines(String table) {
        try {
            return Files.readAllLines(Path.of(table));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean holdsAny(ProcessHandle process, Set<String> sockets) {
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (var file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // Somebody else's process, or one that has just ended.
            return false;
        }
    }
}
