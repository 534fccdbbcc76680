package io.bellwether.it.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Builds the demo service with Maven, as its author would. Our artifacts come from a repository of their own, filled from
 * the jars of this build, and nothing is installed into anybody's; everything else was fetched by this build already.
 */
final class DemoBuild {

    private static final List<String> OURS =
            List.of("cluster-protocol", "cluster-agent", "cluster-spring-boot", "cluster-spring-boot-starter");

    private static final long LIMIT_SECONDS = 180;

    private final Path root = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();
    private final String version = requireNonNull(System.getProperty("bellwether.version"), "bellwether.version");
    private final Path folder;

    /** To be built in this folder. */
    DemoBuild(Path folder) {
        this.folder = folder;
    }

    /** Builds it with these base URLs of coordinators in its second line, and returns the executable jar. */
    Path jar(String coordinators) throws IOException, InterruptedException {
        Path sources = folder.resolve("demo-service");
        copy(root.resolve("integration-tests/demo-service"), sources);
        Path settings = sources.resolve("src/main/resources/application.properties");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceFirst("(?m)^cluster[.]coordinators=.*$", "cluster.coordinators=" + coordinators));
        Path repository = repository();
        Path output = folder.resolve("maven.log");
        var builder = new ProcessBuilder(
                        root.resolve("mvnw").toString(),
                        "-B",
                        "-o",
                        "-Dmaven.repo.local=" + repository,
                        "-Dmaven.repo.local.tail=" + requireNonNull(System.getProperty("maven.repository")),
                        "-f",
                        sources.resolve("pom.xml").toString(),
                        "package")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Arguments of the build around it are none of its own.
        builder.environment().remove("MAVEN_ARGS");
        Process maven = builder.start();
        if (!maven.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || maven.exitValue() != 0) {
            maven.destroyForcibly();
            throw new AssertionError("the demo service does not build:\n" + Files.readString(output));
        }
        return sources.resolve("target/demo-service.jar");
    }

    /** The settings of the demo service that make it a member. */
    List<String> clusterLines() throws IOException {
        return Files.readAllLines(
                        root.resolve("integration-tests/demo-service/src/main/resources/application.properties"))
                .stream()
                .filter(line -> line.startsWith("cluster."))
                .toList();
    }

    private Path repository() throws IOException {
        Path repository = folder.resolve("repository");
        publish(repository, "bellwether", root.resolve("pom.xml"), "pom");
        for (String module : OURS) {
            publish(repository, module, root.resolve(module).resolve("pom.xml"), "pom");
            Path jar = root.resolve(module).resolve("target/%s-%s.jar".formatted(module, version));
            publish(repository, module, jar, "jar");
        }
        return repository;
    }

    private void publish(Path repository, String artifact, Path file, String type) throws IOException {
        Path place = repository.resolve("io/bellwether").resolve(artifact).resolve(version);
        Files.createDirectories(place);
        Files.copy(
                file,
                place.resolve("%s-%s.%s".formatted(artifact, version, type)),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (Path each :
                    all.filter(path -> !path.startsWith(from.resolve("target"))).toList()) {
                Path target = to.resolve(from.relativize(each));
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
