package io.bellwether.cli.sight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file that only its owner should be able to read.
 *
 * @param permissions As {@code ls} writes them.
 * @param open Whether somebody else can.
 */
public record SecretFile(Path file, String permissions, boolean open) {

    private static final Set<PosixFilePermission> READ =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    private static final Set<PosixFilePermission> ENTER =
            EnumSet.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    /** All of a folder; none where there is no such folder, or no such permissions. */
    public static List<SecretFile> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            boolean entered = any(Files.getPosixFilePermissions(folder), ENTER);
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> of(file, entered))
                    .toList();
        } catch (IOException | UnsupportedOperationException e) {
            return List.of(new SecretFile(folder, "unknown", false));
        }
    }

    private static SecretFile of(Path file, boolean entered) {
        try {
            var permissions = Files.getPosixFilePermissions(file);
            return new SecretFile(file, PosixFilePermissions.toString(permissions), entered && any(permissions, READ));
        } catch (IOException e) {
            // Gone, or not ours to look at: then it is not open to us either.
            return new SecretFile(file, "unknown", false);
        }
    }

    private static boolean any(Set<PosixFilePermission> granted, Set<PosixFilePermission> asked) {
        return granted.stream().anyMatch(asked::contains);
    }
}
