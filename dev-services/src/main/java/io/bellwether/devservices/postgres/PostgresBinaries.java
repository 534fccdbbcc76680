package io.bellwether.devservices.postgres;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Platform;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Postgres' programs, unpacked once from the archive on the class path. */
final class PostgresBinaries {

    static final String VERSION = "18.6";

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static PostgresBinaries unpacked(Home home) {
        var platform = Platform.current().postgresName();
        var folder = home.binaries().resolve("postgres-%s-%s".formatted(VERSION, platform));
        if (Files.isDirectory(folder)) {
            return new PostgresBinaries(folder);
        }
        var resource = "/postgres-%s.txz".formatted(platform);
        try (var archive = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (archive == null) {
                throw new StartProblem(
                        "The Postgres binaries %s are not on the class path: build again with ./mvnw package"
                                .formatted(resource));
            }
            Files.createDirectories(folder.getParent());
            var fresh = Files.createTempDirectory(folder.getParent(), ".postgres");
            unpack(archive, fresh);
            // In one step: an attempt that was cut off must not be taken for the whole.
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            return new PostgresBinaries(folder);
        } catch (IOException e) {
            if (Files.isDirectory(folder)) {
                return new PostgresBinaries(folder);
            }
            throw new StartProblem("Postgres cannot be unpacked to %s (%s)".formatted(folder, Home.reason(e)), e);
        }
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive names a file outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    makeExecutable(entry, path);
                }
            }
        }
        // A server that drops its privileges must be able to enter.
        Files.setPosixFilePermissions(target, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void makeExecutable(TarArchiveEntry entry, Path path) throws IOException {
        if ((entry.getMode() & 0100) != 0) {
            var permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
