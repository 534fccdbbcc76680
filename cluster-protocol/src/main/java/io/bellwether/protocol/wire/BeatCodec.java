package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message.Beat;

/**
 * The body of a beat.
 *
 * <pre>
 * to             number
 * sequence       number
 * echoSequence   difference to sequence: both sides beat equally often, so it stays small
 * echoMicros     number
 * aboutYou       1 byte, code of the verdict
 * state          1 byte: bit 7 doubt, bits 0-6 score
 * epoch          number
 * version        number
 * freshness      term number, leader number, ageMillis number + 1 or 0 for unknown
 * </pre>
 */
final class BeatCodec {

    private BeatCodec() {}

    static void write(Beat beat, Writer writer) {
        writer.number(beat.to());
        writer.number(beat.sequence());
        writer.difference(beat.echoSequence(), beat.sequence());
        writer.number(beat.echoMicros());
        writer.octet(Codes.of(beat.aboutYou()));
        writer.octet(SelfState.of(beat.doubt(), beat.score()));
        writer.number(beat.epoch());
        writer.number(beat.version());
        writeFreshness(beat.freshness(), writer);
    }

    static Beat read(Reader reader) {
        long to = reader.number();
        long sequence = reader.number();
        long echoSequence = reader.difference(sequence);
        int echoMicros = reader.smallNumber();
        var aboutYou = Codes.verdict(reader.octet());
        int state = reader.octet();
        long epoch = reader.number();
        long version = reader.number();
        return new Beat(
                to,
                sequence,
                echoSequence,
                echoMicros,
                aboutYou,
                SelfState.doubt(state),
                SelfState.score(state),
                epoch,
                version,
                readFreshness(reader));
    }

    static void writeFreshness(Freshness freshness, Writer writer) {
        writer.number(freshness.term());
        writer.number(freshness.leader());
        writer.numberOrEnd(freshness.ageMillis(), Integer.MAX_VALUE);
    }

    static Freshness readFreshness(Reader reader) {
        return new Freshness(reader.number(), reader.number(), (int) reader.numberOrEnd(Integer.MAX_VALUE));
    }
}
