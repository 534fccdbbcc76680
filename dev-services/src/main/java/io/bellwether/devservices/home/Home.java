package io.bellwether.devservices.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds everything a local system leaves behind: data, output, records of what runs, secrets.
 *
 * @param folder Absolute path; two systems on one machine have two of them.
 * @param cache Where programs are unpacked to; several homes can share it.
 */
public record Home(Path folder, Path cache) {

    private static final long FREE_BYTES_MIN = 512L << 20;

    public Home {
        folder = folder.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
    }

    public Home(Path folder) {
        this(folder, folder.resolve("cache"));
    }

    /** Creates the folder and checks that a system can live in it. */
    public Home open() {
        try {
            Files.createDirectories(folder);
            var probe = Files.createTempFile(folder, "probe", ".tmp");
            Files.delete(probe);
        } catch (IOException e) {
            throw new StartProblem(
                    "The data folder %s cannot be written (%s): make it writable, or choose another one with --home FOLDER."
                            .formatted(folder, reason(e)),
                    e);
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            if (free < FREE_BYTES_MIN) {
                throw new StartProblem(
                        "The disk that holds %s has %d MB left, %d MB are the least to start with: free some space, or choose another place with --home FOLDER."
                                .formatted(folder, free >> 20, FREE_BYTES_MIN >> 20));
            }
        } catch (IOException e) {
            throw new StartProblem(
                    "The space left for %s cannot be read (%s); is the disk still there?".formatted(folder, reason(e)),
                    e);
        }
        return this;
    }

    public boolean exists() {
        return Files.isDirectory(folder);
    }

    public Path data(String node) {
        return folder.resolve("data").resolve(node);
    }

    public Path output(String node) {
        return folder.resolve("output").resolve(node + ".log");
    }

    public Path run() {
        return folder.resolve("run");
    }

    public Path secrets() {
        return folder.resolve("secrets");
    }

    public Path binaries() {
        return cache.resolve("binaries");
    }

    public Path apps() {
        return cache.resolve("apps");
    }

    /** Creates a folder that only its owner can enter. */
    public static Path privateFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            return folder;
        } catch (IOException e) {
            throw new StartProblem("%s cannot be created (%s)".formatted(folder, reason(e)), e);
        }
    }

    /** What an IO error means, without the path that the sentence around it already names. */
    public static String reason(IOException e) {
        var message = e instanceof java.nio.file.FileSystemException f ? f.getReason() : e.getMessage();
        if (message == null || message.isBlank()) {
            return switch (e) {
                case java.nio.file.AccessDeniedException denied -> "permission denied";
                case java.nio.file.NoSuchFileException missing -> "no such file or folder";
                case java.nio.file.FileAlreadyExistsException exists -> "a file of that name is in the way";
                default -> e.getClass().getSimpleName();
            };
        }
        return message.contains("No space left") ? "the disk is full" : message;
    }
}
