package io.bellwether.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Rumour;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CodecTest {

    private static final int KEY = 9;
    private static final long SENDER = 5;

    private final KeyRing ring = new KeyRing(KEY, new byte[KeyRing.SECRET_BYTES]);
    private final Codec codec = new Codec(ring, new ReplayGuard());

    @Test
    void aBeatHasTheBytesThatTheDocumentationShows() {
        var bytes = encoded(77, Samples.usual(Kind.BEAT));

        // version, key, kind | sender, nonce | to, sequence, echo, micros | verdict, state | epoch, version | freshness
        assertThat(hex(bytes, 0, bytes.length - Datagram.TAG_BYTES))
                .isEqualTo("010901" + "054d" + "f203901c03f2d02c" + "0161" + "9008a09c01" + "03028105");
    }

    @ParameterizedTest
    @CsvSource({"16,TOO_SHORT", "0,TOO_SHORT", "1401,TOO_LONG", "65507,TOO_LONG"})
    void aLengthThatCannotBeIsRefusedFirst(int length, Refusal reason) {
        assertThat(codec.decode(ByteBuffer.allocate(length))).isEqualTo(reason);
    }

    @Test
    void anotherVersionIsRefused() {
        assertThat(spoilt(Datagram.VERSION_OFFSET, 2)).isEqualTo(Refusal.WRONG_VERSION);
    }

    @Test
    void aKeyThatIsNotInstalledIsRefused() {
        assertThat(spoilt(Datagram.KEY_OFFSET, KEY + 1)).isEqualTo(Refusal.UNKNOWN_KEY);
    }

    @Test
    void aHeaderWithoutASenderIsRefused() {
        assertThat(spoilt(Datagram.SENDER_OFFSET, 0)).isEqualTo(Refusal.BAD_HEADER);
    }

    @Test
    void aNumberInALongerFormThanItNeedsIsRefused() {
        assertThat(signed("0109" + "05" + "8500" + "01" + "0102030405060708")).isEqualTo(Refusal.BAD_HEADER);
    }

    @Test
    void aNonceOverItsLimitIsRefused() {
        assertThat(signed("0109" + "05" + "05" + "808080808080808001" + "0102030405060708"))
                .isEqualTo(Refusal.BAD_HEADER);
    }

    @Test
    void oneTurnedBitAnywhereIsRefused() {
        byte[] bytes = encoded(1, Samples.usual(Kind.REPORT));
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] turned = bytes.clone();
            turned[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);

            assertThat(codec.decode(ByteBuffer.wrap(turned))).as("bit %d", bit).isInstanceOf(Refusal.class);
        }
        assertThat(codec.decode(ByteBuffer.wrap(bytes))).isInstanceOf(Decoded.Received.class);
    }

    @Test
    void aDatagramIsTakenOnce() {
        byte[] bytes = encoded(1, Samples.usual(Kind.BEAT));

        assertThat(codec.decode(ByteBuffer.wrap(bytes))).isInstanceOf(Decoded.Received.class);
        assertThat(codec.decode(ByteBuffer.wrap(bytes))).isEqualTo(Refusal.REPLAYED);
    }

    @Test
    void aForgedDatagramDoesNotUseUpTheNonceOfAnHonestOne() {
        byte[] bytes = encoded(1, Samples.usual(Kind.BEAT));
        byte[] forged = bytes.clone();
        forged[bytes.length - 1] ^= 1;

        assertThat(codec.decode(ByteBuffer.wrap(forged))).isEqualTo(Refusal.BAD_TAG);
        assertThat(codec.decode(ByteBuffer.wrap(bytes))).isInstanceOf(Decoded.Received.class);
    }

    @Test
    void aKindOfANewerVersionIsRefusedAsThat() {
        assertThat(signed("0109" + "7f" + "05" + "01" + "01020304")).isEqualTo(Refusal.UNKNOWN_KIND);
    }

    @Test
    void aVerdictOfANewerVersionAccusesNobody() {
        assertThat(signed("010901" + "0501" + "f203901c03f2d02c" + "0961" + "9008a09c01" + "03028105"))
                .isInstanceOfSatisfying(
                        Decoded.Received.class,
                        received -> assertThat(received.message())
                                .isInstanceOfSatisfying(
                                        Message.Beat.class,
                                        beat -> assertThat(beat.aboutYou()).isEqualTo(EdgeVerdict.NEUTRAL)));
    }

    @Test
    void aStatusOfANewerVersionIsNotGuessed() {
        // deltas: hops 0, age 0, one section: version 1, epoch 1, one section: gone, incarnation 3, status, cause 0
        assertThat(signed("010908" + "0501" + "0000" + "01" + "08" + "0101" + "01" + "04" + "03030a00"))
                .isInstanceOf(Decoded.Received.class);
        assertThat(signed("010908" + "0502" + "0000" + "01" + "08" + "0101" + "01" + "04" + "03033f00"))
                .isEqualTo(Refusal.UNKNOWN_CODE);
    }

    @Test
    void aRumourOfAnUnknownTopicIsSkippedAndTheNextOneTaken() {
        var known = new Rumour(8, 2, 0, 0, new Rumour.Health(50, List.of(), 0));

        // two rumours: origin 7 of topic 99 with three bytes of content; origin 8 of topic 1
        assertThat(signed("01090d" + "0501" + "02" + "0e01000063" + "03aabbcc" + "0202000001" + "03320000"))
                .isEqualTo(new Decoded.Received(SENDER, 1, new Message.Rumours(List.of(known))));
    }

    @Test
    void fieldsAppendedToAnItemOfAListAreSkipped() {
        var known = new Rumour(8, 2, 0, 0, new Rumour.Health(50, List.of(), 0));

        assertThat(signed("01090d" + "0501" + "01" + "1002000001" + "05320000" + "aabb"))
                .isEqualTo(new Decoded.Received(SENDER, 1, new Message.Rumours(List.of(known))));
    }

    @Test
    void aCountThatTheBytesCannotHoldIsRefused() {
        assertThat(signed("01090d" + "0501" + "02" + "1002000001" + "03320000")).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void aSectionThatReachesBeyondTheBodyIsRefused() {
        assertThat(signed("01090d" + "0501" + "01" + "1002000001" + "04320000")).isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void aScoreOver100IsRefused() {
        assertThat(signed("010901" + "0501" + "f203901c03f2d02c" + "0165" + "9008a09c01" + "03028105"))
                .isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void anAgeBeyondWhatARecordHoldsIsRefusedAndNotCutOff() {
        // one edge: subject 5, opinion, heard just now; the opinion has 30 zeros behind a one, then 31 behind a two
        assertThat(signed("010902" + "0501" + "010161" + "01" + "0a" + "f103" + "01"))
                .isInstanceOfSatisfying(
                        Decoded.Received.class,
                        received -> assertThat(received.message())
                                .isEqualTo(new Message.Report(
                                        1, 1, false, 97, List.of(new EdgeReport(5, EdgeVerdict.GOOD, 1 << 30, 0)))));
        assertThat(signed("010902" + "0502" + "010161" + "01" + "0a" + "f905" + "01"))
                .isEqualTo(Refusal.MALFORMED);
    }

    @Test
    void theBufferIsLeftAsItIsAndMayBeDirectOrAPartOfAnother() {
        byte[] bytes = encoded(1, Samples.usual(Kind.BEAT));
        var buffer = ByteBuffer.allocateDirect(200)
                .position(31)
                .put(bytes)
                .limit(31 + bytes.length)
                .position(31);

        assertThat(codec.decode(buffer)).isInstanceOf(Decoded.Received.class);
        assertThat(buffer.remaining()).isEqualTo(bytes.length);
    }

    @Test
    void whatDoesNotFitIsNotEncoded() {
        var rumours = new Message.Rumours(
                Collections.nCopies(2, Samples.largestRumours().getFirst()));

        assertThatThrownBy(() -> encoded(1, rumours))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not fit into a datagram of 1400; page it first");
    }

    @Test
    void aNodeWithoutAnIncarnationCannotSend() {
        var target = ByteBuffer.allocate(Datagram.BYTES_MAX);
        assertThatThrownBy(() -> codec.encode(0, 1, new Message.Pong(1), target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sender must be > 0");
        assertThatThrownBy(() -> codec.encode(1, Datagram.NONCE_LIMIT, new Message.Pong(1), target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2^56");
    }

    private byte[] encoded(long nonce, Message message) {
        var buffer = ByteBuffer.allocate(Datagram.BYTES_MAX);
        return Arrays.copyOf(buffer.array(), codec.encode(SENDER, nonce, message, buffer));
    }

    private Decoded spoilt(int offset, int value) {
        byte[] bytes = encoded(1, Samples.usual(Kind.BEAT));
        bytes[offset] = (byte) value;
        return codec.decode(ByteBuffer.wrap(bytes));
    }

    /** Bytes up to the tag, then a right tag. */
    private Decoded signed(String hex) {
        byte[] untagged = HexFormat.of().parseHex(hex);
        byte[] bytes = Arrays.copyOf(untagged, untagged.length + Datagram.TAG_BYTES);
        ring.sign(bytes, untagged.length);
        return codec.decode(ByteBuffer.wrap(bytes));
    }

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }
}
