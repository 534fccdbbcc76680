package io.bellwether.protocol.wire;

import static io.bellwether.protocol.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RoundTripTest {

    private final KeyRing ring = new KeyRing(1, new byte[KeyRing.SECRET_BYTES]);
    private final Codec codec = new Codec(ring, new ReplayGuard());
    private final Sizer sizer = new Sizer();
    private long nonce;

    @ParameterizedTest
    @EnumSource
    void whatIsDecodedIsWhatWasEncodedAndItsSizeWasKnownBefore(Kind kind) {
        forAll(500, (random, size) -> {
            var message = new RandomMessages(random).of(kind);
            var buffer = ByteBuffer.allocate(Datagram.BYTES_MAX);
            long sender = (random.nextLong() >>> (1 + random.nextInt(60))) | 1;

            int written = codec.encode(sender, ++nonce, message, buffer);

            assertThat(written).isEqualTo(buffer.position()).isEqualTo(sizer.sizeOf(sender, nonce, message));
            assertThat(codec.decode(buffer.flip())).isEqualTo(new Decoded.Received(sender, nonce, message));
        });
    }

    @ParameterizedTest
    @EnumSource
    void fieldsThatANewerVersionAppendedAreSkipped(Kind kind) {
        forAll(100, (random, size) -> {
            var message = new RandomMessages(random).of(kind);
            byte[] bytes = new byte[Datagram.BYTES_MAX];
            int body = codec.encode(5, ++nonce, message, ByteBuffer.wrap(bytes)) - Datagram.TAG_BYTES;
            int longer = body + random.nextInt(Datagram.BYTES_MAX - Datagram.TAG_BYTES - body + 1);
            for (int i = body; i < longer; i++) {
                bytes[i] = (byte) random.nextInt();
            }
            ring.sign(bytes, longer);

            var decoded = codec.decode(ByteBuffer.wrap(bytes, 0, longer + Datagram.TAG_BYTES));

            assertThat(decoded).isEqualTo(new Decoded.Received(5, nonce, message));
        });
    }
}
