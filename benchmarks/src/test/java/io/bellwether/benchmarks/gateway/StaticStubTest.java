package io.bellwether.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class StaticStubTest {

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aHeadThatComesInPiecesIsOneRequest() {
        var ends = new StaticStub.Ends();

        assertThat(ends.in(bytes("GET / HTTP/1.1\r\nHost: x\r"))).isZero();
        assertThat(ends.in(bytes("\n\r"))).isZero();
        assertThat(ends.in(bytes("\nGET / HTTP/1.1\r\n\r\n"))).isEqualTo(2);
    }

    @Test
    void aLineBreakThatIsBegunTwiceIsStillOne() {
        assertThat(new StaticStub.Ends().in(bytes("x\r\r\n\r\n"))).isEqualTo(1);
    }
}
