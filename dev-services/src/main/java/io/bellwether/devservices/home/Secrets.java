package io.bellwether.devservices.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Passwords, one to a file that only its owner can read; made at first use, never a default. */
public final class Secrets {

    // As many as the key of a cluster has.
    private static final int RANDOM_BYTES = 32;

    private final Path folder;

    public Secrets(Home home) {
        this.folder = home.secrets();
    }

    /** The folder, in the form that Spring's {@code configtree:} reads: a file's name is the property's. */
    public Path folder() {
        return folder;
    }

    /** The file of a secret, made if there is none: for those who are told where it is and not what it is. */
    public Path file(String name) {
        get(name);
        return folder.resolve(name);
    }

    /** Reads a secret, or makes it. */
    public String get(String name) {
        var file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartProblem(
                    "The secret %s cannot be read or made (%s): check who owns it.".formatted(file, Home.reason(e)), e);
        }
    }

    private void create(Path file) throws IOException {
        Home.privateFolder(folder);
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        var fresh = Files.createTempFile(
                folder,
                ".new",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
