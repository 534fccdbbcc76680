package io.bellwether.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class KeyRingTest {

    private static final int LENGTH = 40;

    private final KeyRing ring = new KeyRing(1, secret(1));

    @Test
    void aTagIsTheFirst96BitsOfHmacSha256UnderAKeyDerivedFromTheSecret() throws Exception {
        byte[] datagram = new byte[LENGTH + Datagram.TAG_BYTES];
        Arrays.fill(datagram, 0, LENGTH, (byte) 3);

        ring.sign(datagram, LENGTH);

        byte[] derived = hmac(secret(1), "bw tag 1".getBytes(StandardCharsets.US_ASCII));
        byte[] whole = hmac(derived, Arrays.copyOf(datagram, LENGTH));
        assertThat(Arrays.copyOfRange(datagram, LENGTH, datagram.length)).isEqualTo(Arrays.copyOf(whole, 12));
    }

    @Test
    void everyByteOfATagIsCompared() {
        byte[] datagram = signed(ring);
        for (int i = 0; i < datagram.length; i++) {
            byte[] changed = datagram.clone();
            changed[i] ^= (byte) 0x80;
            assertThat(ring.verify(1, changed, LENGTH)).as("byte %d", i).isFalse();
        }
        assertThat(ring.verify(1, datagram, LENGTH)).isTrue();
    }

    @Test
    void theSameBytesUnderAnotherSecretHaveAnotherTag() {
        assertThat(new KeyRing(1, secret(2)).verify(1, signed(ring), LENGTH)).isFalse();
    }

    @Test
    void aKeyIsInstalledThenUsedThenTheOldOneRemoved() {
        byte[] old = signed(ring);
        ring.install(2, secret(2));
        assertThat(ring.keyId()).isEqualTo(1);

        ring.use(2);
        byte[] fresh = signed(ring);
        assertThat(ring.keyId()).isEqualTo(2);
        assertThat(ring.verify(1, old, LENGTH)).isTrue();
        assertThat(ring.verify(2, fresh, LENGTH)).isTrue();
        assertThat(ring.verify(1, fresh, LENGTH)).isFalse();

        ring.remove(1);
        assertThat(ring.knows(1)).isFalse();
        assertThat(ring.knows(2)).isTrue();
    }

    @Test
    void theRingRefusesWhatWouldLockTheClusterOut() {
        assertThatThrownBy(() -> ring.remove(1)).hasMessage("key 1 is in use; use another one first");
        assertThatThrownBy(() -> ring.use(2)).hasMessage("key 2 is not installed");
        assertThatThrownBy(() -> ring.install(1, secret(1))).hasMessage("key 1 is installed already; remove it first");
        assertThatThrownBy(() -> ring.install(2, new byte[16])).hasMessage("a secret has 32 bytes, got 16 for key 2");
        assertThatThrownBy(() -> ring.install(256, secret(1))).hasMessage("a key id is 0 to 255, got 256");
    }

    @Test
    void theRingHoldsFourKeys() {
        for (int id = 2; id <= KeyRing.KEYS_MAX; id++) {
            ring.install(id, secret(id));
        }
        assertThatThrownBy(() -> ring.install(99, secret(99)))
                .hasMessage("at most 4 keys can be installed; remove one first");
        ring.remove(2);
        ring.install(99, secret(99));
        assertThat(ring.knows(99)).isTrue();
    }

    private static byte[] signed(KeyRing ring) {
        byte[] datagram = new byte[LENGTH + Datagram.TAG_BYTES];
        ring.sign(datagram, LENGTH);
        return datagram;
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[KeyRing.SECRET_BYTES];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }

    private static byte[] hmac(byte[] key, byte[] data) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
