package io.bellwether.cli.layout;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The argument by which a process of ours is told from all others on a machine, also when its launcher is dead. */
public record Marker(Path home, String node) {

    private static final String PREFIX = "-Dbellwether.node=";
    private static final char BETWEEN = '#';

    /** As the argument that it is. */
    public String argument() {
        return PREFIX + home + BETWEEN + node;
    }

    /** The marker among the arguments of a process; none where it is not one of ours. */
    public static Optional<Marker> among(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(PREFIX) && argument.indexOf(BETWEEN) > 0)
                .map(argument -> argument.substring(PREFIX.length()))
                .map(told -> new Marker(
                        Path.of(told.substring(0, told.lastIndexOf(BETWEEN))),
                        told.substring(told.lastIndexOf(BETWEEN) + 1)))
                .findFirst();
    }
}
