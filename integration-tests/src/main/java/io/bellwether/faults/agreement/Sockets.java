package io.bellwether.faults.agreement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The established TCP connections of this machine, as the kernel lists them: evidence that no program can embellish. */
final class Sockets {

    private static final Path IPV4 = Path.of("/proc/net/tcp");
    private static final Path IPV6 = Path.of("/proc/net/tcp6");
    private static final String ESTABLISHED = "01";
    private static final int HEX = 16;

    private Sockets() {}

    static boolean canBeListed() {
        return Files.isReadable(IPV4);
    }

    /** The connections to these ports, by the addresses of both ends. */
    static Set<String> to(Set<Integer> ports) {
        Set<String> found = new TreeSet<>();
        for (Path list : new Path[] {IPV4, IPV6}) {
            if (Files.isReadable(list)) {
                try (Stream<String> lines = Files.lines(list)) {
                    lines.skip(1)
                            .map(line -> line.strip().split("\\s+"))
                            .filter(fields -> fields[3].equals(ESTABLISHED) && ports.contains(port(fields[2])))
                            .forEach(fields -> found.add(fields[1] + " " + fields[2]));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return found;
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
    }
}
