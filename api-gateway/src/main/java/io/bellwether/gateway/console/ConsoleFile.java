package io.bellwether.gateway.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;

/**
 * One file of the console, ready to be sent.
 *
 * @param etag Changes with its content, quotes included.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; they are what is written.
record ConsoleFile(MediaType type, byte[] plain, byte[] zipped, String etag) {

    private static final int ETAG_BYTES = 12;

    static ConsoleFile of(String name, byte[] content) {
        return new ConsoleFile(type(name), content, zip(content), etag(content));
    }

    private static MediaType type(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return MediaType.parseMediaType(
                switch (ending) {
                    case "html" -> "text/html;charset=UTF-8";
                    case "js" -> "text/javascript;charset=UTF-8";
                    case "css" -> "text/css;charset=UTF-8";
                    case "svg" -> "image/svg+xml";
                    default -> throw new IllegalArgumentException("no media type is known for the file " + name);
                });
    }

    private static byte[] zip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String etag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
