package io.bellwether.faults.harness;

import io.bellwether.devservices.home.Folders;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.CommandResult;
import io.bellwether.devservices.process.JvmFlags;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * What the build has left to run: the coordinator's jar, taken apart once because it starts seconds sooner then, and this
 * module's own, which holds the small member.
 *
 * @param root The repository.
 */
record Installation(Path root) {

    private static final Duration EXTRACT_LIMIT = Duration.ofMinutes(1);
    private static final int DIGEST_CHARS = 12;

    /** The one that this process was built in; {@code bellwether.root} names the repository, here or above otherwise. */
    static Installation here() {
        String named = System.getProperty("bellwether.root");
        Path folder = Path.of(named == null ? "" : named).toAbsolutePath().normalize();
        while (folder != null && !Files.isDirectory(folder.resolve("cluster-coordinator"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new StartProblem("No repository of Bellwether is at or above %s: run this through ./bellwether"
                    .formatted(Path.of(named == null ? "" : named).toAbsolutePath()));
        }
        return new Installation(folder);
    }

    /** Where clusters live while they run, and what failed ones leave behind. */
    Path runs() {
        return root.resolve("integration-tests/target/faults");
    }

    Path memberJar() {
        return built("integration-tests/target/integration-tests.jar");
    }

    /** The coordinator's jar, in a folder with its libraries. */
    synchronized Path coordinatorJar() {
        Path jar = built("cluster-coordinator/target/cluster-coordinator.jar");
        Path images = runs().resolve("images");
        Path image = images.resolve(digest(jar));
        if (!Files.isDirectory(image)) {
            extract(jar, images, image);
        }
        return image.resolve(jar.getFileName());
    }

    private Path built(String jar) {
        Path path = root.resolve(jar);
        if (!Files.exists(path)) {
            throw new StartProblem(
                    "%s is not built: run this through ./bellwether, or build it with ./mvnw package".formatted(path));
        }
        return path;
    }

    private static void extract(Path jar, Path images, Path image) {
        try {
            Files.createDirectories(images);
            Path fresh = Files.createTempDirectory(images, ".new");
            var result = CommandResult.of(
                    List.of(
                            JvmFlags.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--force",
                            "--destination",
                            fresh.toString()),
                    EXTRACT_LIMIT,
                    null);
            if (!result.ok()) {
                throw new StartProblem("%s cannot be taken apart: %s".formatted(jar, result.output()));
            }
            moveUnlessThere(fresh, image);
        } catch (IOException e) {
            throw new StartProblem("%s cannot be taken apart into %s: %s".formatted(jar, images, e.getMessage()), e);
        }
    }

    /** Another run may have been first, which is as good. */
    private static void moveUnlessThere(Path fresh, Path image) throws IOException {
        try {
            Files.move(fresh, image, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(image)) {
                throw e;
            }
            Folders.delete(fresh);
        }
    }

    private static String digest(Path jar) {
        try (InputStream file = Files.newInputStream(jar);
                var in = new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, DIGEST_CHARS);
        } catch (IOException e) {
            throw new StartProblem("%s cannot be read: %s".formatted(jar, e.getMessage()), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
