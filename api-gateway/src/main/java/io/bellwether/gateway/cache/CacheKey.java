package io.bellwether.gateway.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names a query in Redis. Queries that differ only in the order of their parameters have one name; its length does not
 * depend on what the client sends.
 */
final class CacheKey {

    // Changes when the form of an entry does, so that two versions of the gateway can share one Redis.
    private static final String PREFIX = "gateway:answer:2:";

    private CacheKey() {}

    /** Where the generation of a group is counted. */
    static String generation(String group) {
        return PREFIX + "generation:" + group;
    }

    /**
     * @param state The state that the answer is of, empty where it is of none.
     * @param path Path as the client wrote it.
     * @param parameters Decoded parameters; the order of the values of one parameter matters.
     */
    static String of(String state, String path, Map<String, ? extends List<String>> parameters) {
        List<String> parts = new ArrayList<>();
        parts.add(state);
        parts.add(path);
        new TreeMap<>(parameters).forEach((name, values) -> {
            for (String value : values) {
                parts.add(name);
                parts.add(value == null ? "" : value);
            }
        });
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length before it no part can pass for two, or two for one.
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return PREFIX + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
