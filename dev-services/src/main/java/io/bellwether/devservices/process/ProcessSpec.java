package io.bellwether.devservices.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param command The program and its arguments.
 * @param environment Variables added to those of whoever starts it.
 * @param directory Working folder; must exist.
 * @param output Where its output is appended.
 */
public record ProcessSpec(List<String> command, Map<String, String> environment, Path directory, Path output) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
