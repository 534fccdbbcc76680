package io.bellwether.agent.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ClusterSecretTest {

    private static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private final ClusterSecret secret = ClusterSecret.parse(HEX);

    @Test
    void hexadecimalAndBase64AreTheSameSecret() {
        String base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        assertThat(ClusterSecret.parse(" " + base64 + "\n").authorization()).isEqualTo(secret.authorization());
    }

    @Test
    void theHeaderIsTheTokenDerivedForThisPurpose() {
        // HMAC-SHA-256 of "agent-http-v1" under the bytes 0 to 31, by openssl.
        assertThat(secret.authorization()).isEqualTo("Bellwether 1S6-rZXFl52nfukhxW0bsF-xMZmg8eJXv7197hBsCUc");
    }

    @Test
    void onlyItsOwnHeaderAuthorizes() {
        assertThat(secret.authorizes(secret.authorization())).isTrue();
        assertThat(secret.authorizes(null)).isFalse();
        assertThat(secret.authorizes("")).isFalse();
        assertThat(secret.authorizes(secret.authorization() + "A")).isFalse();
        String other = ClusterSecret.of(new byte[32]).authorization();
        assertThat(secret.authorizes(other)).isFalse();
    }

    @Test
    void whatIsNoSecretIsRefusedWithoutBeingShown() {
        String bad = HEX.replace("0f10", "zz10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterSecret.parse(bad))
                .withMessageContaining("64 hexadecimal digits")
                .withMessageContaining("openssl rand -hex 32")
                .satisfies(e -> assertThat(e.toString()).doesNotContain(bad.substring(0, 8)))
                .withNoCause();
        assertThatIllegalArgumentException().isThrownBy(() -> ClusterSecret.of(new byte[31]));
        assertThat(secret).hasToString("cluster secret");
    }

    @Test
    void withoutASecretDatagramsHaveAKeyOfTheirOwn() {
        assertThat(ClusterSecret.keyRing(null).keyId())
                .isNotEqualTo(ClusterSecret.keyRing(secret).keyId());
    }
}
