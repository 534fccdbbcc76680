package io.bellwether.consumer.store;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a sample of a member's health. */
public final class SampleDecoder implements Decoder<SampleRow> {

    private static final int TERMS_CHARS_MAX = 4_000;
    private static final int SCORE_MAX = 100;

    @Override
    public SampleRow decode(ConsumerRecord<byte[], byte[]> kafkaRecord) throws UndecodableException {
        RecordJson json = RecordJson.parse(kafkaRecord.value());
        return new SampleRow(
                json.timestamp("at"),
                json.name("node"),
                json.number("incarnation"),
                json.name("state"),
                score(json.optionalNumber("score")),
                json.decimal("phi"),
                json.object("terms", TERMS_CHARS_MAX));
    }

    private static @Nullable Short score(@Nullable Long score) throws UndecodableException {
        if (score == null) {
            return null;
        }
        if (score < 0 || score > SCORE_MAX) {
            throw new UndecodableException("field 'score' is not 0 to %d".formatted(SCORE_MAX));
        }
        return score.shortValue();
    }
}
