package io.bellwether.devservices.kafka;

import java.nio.file.Path;

/** Where the build of dev-services lays out the jars of the broker. */
public final class KafkaLibraries {

    private KafkaLibraries() {}

    /**
     * The folder below that of the project.
     *
     * @param repository The folder that holds this project.
     */
    public static Path in(Path repository) {
        return repository.resolve("dev-services").resolve("target").resolve("kafka");
    }
}
