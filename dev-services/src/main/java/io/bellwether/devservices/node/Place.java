package io.bellwether.devservices.node;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where on this machine a node runs: on loopback like all others, or in a network of its own.
 *
 * @param address It listens on this one, and the others reach it there.
 * @param prefix Words before its command that put it there.
 */
public record Place(String address, List<String> prefix) {

    public static final Place LOOPBACK = new Place("127.0.0.1", List.of());

    public Place {
        prefix = List.copyOf(prefix);
    }

    public boolean isLoopback() {
        return equals(LOOPBACK);
    }

    /** The command as it is started there. */
    public List<String> command(List<String> command) {
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
