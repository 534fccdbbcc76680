package io.bellwether.devservices.app;

import io.bellwether.devservices.home.Folders;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.CommandResult;
import io.bellwether.devservices.process.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application as it is run: its jar taken apart, in a folder named after its contents.
 *
 * <p>A jar of jars starts seconds later, and a build that replaces it under a running process breaks that process. A
 * folder of its own does neither, and its archive of loaded classes stays valid as long as it exists.
 */
public final class AppImage {

    private static final Duration EXTRACT_LIMIT = Duration.ofMinutes(1);
    private static final int DIGEST_CHARS = 12;
    private static final int OLD_IMAGES_MAX = 2;

    private final Path jar;
    private final Path images;
    private @Nullable String digest;

    /**
     * The image of a jar.
     *
     * @param images The folder for it and its predecessors.
     * @param jar Read only when somebody asks what is in it.
     */
    public AppImage(Path images, Path jar) {
        this.images = images;
        this.jar = jar;
    }

    /** What the jar holds, as a few characters. */
    public synchronized String digest() {
        var known = digest;
        if (known == null) {
            known = digest(jar);
            digest = known;
        }
        return known;
    }

    private Path folder() {
        return images.resolve(digest());
    }

    /** What {@code java -jar} takes, once it is extracted. */
    public Path mainJar() {
        return folder().resolve(jar.getFileName().toString());
    }

    /** Where the archive of loaded classes belongs. */
    public Path sharedArchive() {
        return folder().resolve("classes.jsa");
    }

    /** Takes the jar apart unless that was done before. */
    public synchronized void extract() {
        if (Files.isDirectory(folder())) {
            return;
        }
        try {
            Files.createDirectories(images);
            var fresh = Files.createTempDirectory(images, ".new");
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
            publish(fresh);
            deleteOldImages();
        } catch (IOException e) {
            throw new StartProblem("%s cannot be taken apart (%s)".formatted(jar, Home.reason(e)), e);
        }
    }

    private void publish(Path fresh) throws IOException {
        try {
            Files.move(fresh, folder(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another node of the same application was faster.
            Folders.delete(fresh);
            if (!Files.isDirectory(folder())) {
                throw e;
            }
        }
    }

    private void deleteOldImages() throws IOException {
        var folders = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(images)) {
            all.forEach(folders::add);
        }
        folders.remove(folder());
        folders.sort(Comparator.comparingLong((Path folder) -> folder.toFile().lastModified())
                .reversed());
        for (var old : folders.subList(Math.min(OLD_IMAGES_MAX, folders.size()), folders.size())) {
            Folders.delete(old);
        }
    }

    private static String digest(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new StartProblem("%s is not built: run ./bellwether up, or ./mvnw -Dquick package".formatted(jar));
        }
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(jar), sha)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, DIGEST_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (IOException e) {
            throw new StartProblem("%s cannot be read (%s)".formatted(jar, Home.reason(e)), e);
        }
    }
}
