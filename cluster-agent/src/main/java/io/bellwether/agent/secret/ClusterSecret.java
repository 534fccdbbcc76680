package io.bellwether.agent.secret;

import io.bellwether.protocol.wire.KeyRing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The secret that all processes of one cluster share. It never shows itself. */
public final class ClusterSecret {

    /** The key id of datagrams made with a secret; those of a cluster without one have {@link #OPEN_KEY_ID}. */
    public static final int KEY_ID = 1;

    /** The key id of a cluster without a secret, which lives on loopback only. */
    public static final int OPEN_KEY_ID = 0;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String HTTP_PURPOSE = "agent-http-v1";
    private static final String SCHEME = "Bellwether ";

    private final byte[] bytes;

    private ClusterSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A secret of {@link KeyRing#SECRET_BYTES} bytes. */
    public static ClusterSecret of(byte[] bytes) {
        if (bytes.length != KeyRing.SECRET_BYTES) {
            throw new IllegalArgumentException("a cluster secret has %d bytes, got %d; `openssl rand -hex 32` makes one"
                    .formatted(KeyRing.SECRET_BYTES, bytes.length));
        }
        return new ClusterSecret(bytes.clone());
    }

    /** A secret written as 64 hexadecimal digits or in Base64, as in a file; white space around it is ignored. */
    public static ClusterSecret parse(String text) {
        String trimmed = text.strip();
        try {
            if (trimmed.length() == 2 * KeyRing.SECRET_BYTES) {
                return of(HexFormat.of().parseHex(trimmed));
            }
            return of(Base64.getDecoder().decode(trimmed.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) {
            // Neither the text nor what the decoder says of it: both would show the secret.
            throw new IllegalArgumentException(
                    "a cluster secret is %d bytes written as 64 hexadecimal digits or in Base64, got %d characters that are neither; `openssl rand -hex 32` makes one"
                            .formatted(KeyRing.SECRET_BYTES, trimmed.length()));
        }
    }

    /** The keys for datagrams; without a secret a key that everybody knows, which finds damage but no forgery. */
    public static KeyRing keyRing(@Nullable ClusterSecret secret) {
        return secret == null
                ? new KeyRing(OPEN_KEY_ID, new byte[KeyRing.SECRET_BYTES])
                : new KeyRing(KEY_ID, secret.bytes);
    }

    /** The value of the header {@code Authorization} with which an agent asks a coordinator. */
    public String authorization() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            byte[] token = mac.doFinal(HTTP_PURPOSE.getBytes(StandardCharsets.US_ASCII));
            return SCHEME + Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM + ", which every JDK must have", e);
        }
    }

    /** Whether a request with this header comes from an agent of this cluster; takes as long for a wrong one. */
    public boolean authorizes(@Nullable String authorization) {
        return authorization != null
                && MessageDigest.isEqual(
                        authorization().getBytes(StandardCharsets.US_ASCII),
                        authorization.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "cluster secret";
    }
}
