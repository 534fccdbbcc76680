package io.bellwether.cli.bundle;

import io.bellwether.cli.sight.ProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must not be told: read only to be recognised. */
public final class KnownSecrets {

    private static final long FILE_BYTES_MAX = 64 << 10;

    private final Set<String> secrets = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** Those in the files of a folder. */
    public KnownSecrets ofFolder(Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(Files::isRegularFile).forEach(this::ofFile);
            } catch (IOException e) {
                problems.add("the secrets in %s cannot be read, so they are recognised by their names only"
                        .formatted(folder));
            }
        }
        return this;
    }

    /** That in a file, line by line and as a whole. */
    public KnownSecrets ofFile(Path file) {
        try {
            if (Files.size(file) <= FILE_BYTES_MAX) {
                var content = Files.readString(file);
                secrets.add(content);
                content.lines().forEach(secrets::add);
            }
        } catch (IOException e) {
            problems.add("%s cannot be read, so what it holds is recognised by its name only".formatted(file));
        }
        return this;
    }

    /** Those in an environment. */
    public KnownSecrets ofEnvironment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (Redactor.isSecret(name)) {
                secrets.add(value);
            }
        });
        return this;
    }

    /** Those that processes were told. */
    public KnownSecrets ofProcesses(Collection<ProcessSettings> processes) {
        processes.forEach(process -> ofEnvironment(process.told()));
        return this;
    }

    public Set<String> secrets() {
        return new LinkedHashSet<>(secrets);
    }

    /** What could not be read. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
