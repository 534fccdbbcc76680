package io.bellwether.devservices.netns;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Collectors;

/** Small files of names and values, replaced in one step. */
final class Lines {

    private Lines() {}

    static void write(Path file, Map<String, String> values) {
        try {
            Files.createDirectories(file.getParent());
            var fresh = Files.createTempFile(file.getParent(), ".new", null);
            Files.writeString(
                    fresh,
                    values.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                            .collect(Collectors.joining()));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartProblem("%s cannot be written (%s)".formatted(file, Home.reason(e)), e);
        }
    }
}
