package io.bellwether.coordinator.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.regex.Pattern;

/** What an operator has to know to change something. It never shows itself. */
final class OperatorToken {

    static final int CHARACTERS_MIN = 32;

    private static final int CHARACTERS_MAX = 512;
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9._~+/=-]{%d,%d}".formatted(CHARACTERS_MIN, CHARACTERS_MAX));

    private final byte[] digest;

    private OperatorToken(byte[] digest) {
        this.digest = digest;
    }

    /** A token as it is in a file; white space around it is ignored. */
    static OperatorToken parse(String text) {
        String token = text.strip();
        if (!FORM.matcher(token).matches()) {
            // Not the text itself: this message ends up in a log.
            throw new IllegalArgumentException(
                    "an operator token has %d to %d characters of a-z, A-Z, 0-9 and ._~+/=-, got %d characters that are not so; `openssl rand -hex 32` makes one"
                            .formatted(CHARACTERS_MIN, CHARACTERS_MAX, token.length()));
        }
        return new OperatorToken(digest(token));
    }

    static OperatorToken read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** Whether others than its owner may read or change this file; false where the file system cannot tell. */
    static boolean isOpenToOthers(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return false;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        return permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** Whether this is the token. Takes the same time whatever came: digests are compared, and always whole. */
    boolean isSameAs(String sent) {
        return MessageDigest.isEqual(digest, digest(sent));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "operator token";
    }
}
