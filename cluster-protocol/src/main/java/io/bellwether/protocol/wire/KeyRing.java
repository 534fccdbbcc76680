package io.bellwether.protocol.wire;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tags of HMAC-SHA-256, cut to 96 bits, under the secrets of the cluster by key id. A key is installed everywhere, then
 * used, then the old one removed, so that no datagram is lost while keys change.
 *
 * <p>HMAC rather than AES-GMAC: on datagrams as short as ours both cost the same, and HMAC forgives a nonce that is used
 * twice, which under GMAC gives the key away, for example after the state of the cluster was wiped and its secret kept.
 */
public final class KeyRing implements Authenticator {

    /** The length of a secret. */
    public static final int SECRET_BYTES = 32;

    /** The most keys at a time: the one in use, one that comes, one that goes, one to spare. */
    public static final int KEYS_MAX = 4;

    private static final int KEY_IDS = 256;
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = {'b', 'w', ' ', 't', 'a', 'g', ' ', '1'};

    private final @Nullable Mac[] keys = new Mac[KEY_IDS];
    private final byte[] full = new byte[SECRET_BYTES];
    private int keysCount;
    private int inUse;

    /** A ring of one key, in use. */
    public KeyRing(int keyId, byte[] secret) {
        install(keyId, secret);
        inUse = keyId;
    }

    /** Lets tags of this key be checked. */
    public void install(int keyId, byte[] secret) {
        if (knows(keyId)) {
            throw new IllegalArgumentException("key " + keyId + " is installed already; remove it first");
        }
        if (keysCount == KEYS_MAX) {
            throw new IllegalArgumentException("at most " + KEYS_MAX + " keys can be installed; remove one first");
        }
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException(
                    "a secret has " + SECRET_BYTES + " bytes, got " + secret.length + " for key " + keyId);
        }
        keys[keyId] = macFor(secret);
        keysCount++;
    }

    /** Makes all new tags with this key. */
    public void use(int keyId) {
        mac(keyId);
        inUse = keyId;
    }

    /** Refuses all tags of this key from now on. */
    public void remove(int keyId) {
        mac(keyId);
        if (keyId == inUse) {
            throw new IllegalArgumentException("key " + keyId + " is in use; use another one first");
        }
        keys[keyId] = null;
        keysCount--;
    }

    @Override
    public int keyId() {
        return inUse;
    }

    @Override
    public boolean knows(int keyId) {
        if (keyId < 0 || keyId >= KEY_IDS) {
            throw new IllegalArgumentException("a key id is 0 to " + (KEY_IDS - 1) + ", got " + keyId);
        }
        return keys[keyId] != null;
    }

    @Override
    public void sign(byte[] datagram, int length) {
        compute(inUse, datagram, length);
        System.arraycopy(full, 0, datagram, length, Datagram.TAG_BYTES);
    }

    @Override
    public boolean verify(int keyId, byte[] datagram, int length) {
        compute(keyId, datagram, length);
        // Every byte is compared: the time of a comparison that stops at the first difference would tell it.
        int different = 0;
        for (int i = 0; i < Datagram.TAG_BYTES; i++) {
            different |= full[i] ^ datagram[length + i];
        }
        return different == 0;
    }

    private void compute(int keyId, byte[] datagram, int length) {
        Mac mac = mac(keyId);
        mac.update(datagram, 0, length);
        try {
            mac.doFinal(full, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a tag does not fit where tags are computed", e);
        }
    }

    private Mac mac(int keyId) {
        Mac mac = knows(keyId) ? keys[keyId] : null;
        if (mac == null) {
            throw new IllegalArgumentException("key " + keyId + " is not installed");
        }
        return mac;
    }

    /** Tags have a key of their own, derived from the secret, which may later serve encryption too. */
    private static Mac macFor(byte[] secret) {
        try {
            Mac deriving = Mac.getInstance(ALGORITHM);
            deriving.init(new SecretKeySpec(secret, ALGORITHM));
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(deriving.doFinal(PURPOSE), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM + ", which every JDK must have", e);
        }
    }
}
