package io.bellwether.cli.bundle;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The file that parts are handed on in: readable by its owner only, and there whole or not at all. */
public final class BundleFile {

    private BundleFile() {}

    /** Refuses a file that is there already: it may be somebody's only one. */
    public static void checkFree(Path file) {
        if (Files.exists(file)) {
            throw new StartProblem("%s is there already and was left alone: name another file".formatted(file));
        }
    }

    /** Writes it; an existing one is not written over. */
    public static void write(Path file, List<Piece> parts) {
        checkFree(file);
        Path fresh = null;
        try {
            fresh = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    ".bundle",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var zip = new ZipOutputStream(Files.newOutputStream(fresh), StandardCharsets.UTF_8)) {
                for (var part : parts) {
                    if (part.isThere()) {
                        zip.putNextEntry(new ZipEntry(part.name()));
                        zip.write(part.content().getBytes(StandardCharsets.UTF_8));
                        zip.closeEntry();
                    }
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(fresh);
            throw new StartProblem(
                    "%s cannot be written (%s): name a file elsewhere, as in --bundle /tmp/bellwether.zip"
                            .formatted(file, Home.reason(e)),
                    e);
        }
    }

    private static void remove(@org.jspecify.annotations.Nullable Path fresh) {
        if (fresh != null && !fresh.toFile().delete()) {
            fresh.toFile().deleteOnExit();
        }
    }
}
