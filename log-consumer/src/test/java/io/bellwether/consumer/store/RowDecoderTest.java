package io.bellwether.consumer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowDecoderTest {

    private static final String LEAST =
            "\"id\":\"0190163d-8694-739b-aea5-966c26f8ad91\",\"timestamp\":\"2026-01-02T10:30:45Z\","
                    + "\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"m\"";

    private final RowDecoder decoder = new RowDecoder();

    @Test
    void everythingThatTheRecordAndItsHeadersSayIsInTheRow() throws UndecodableException {
        var kafkaRecord = record("{" + LEAST
                + ",\"instance\":\"shop-1\",\"traceId\":\"t\",\"attributes\":{\"price\":1.10,\"name\":\"é\"}}");
        kafkaRecord.headers().add("bellwether-node", bytes("producer-1"));
        kafkaRecord.headers().add("bellwether-zone", bytes("here"));
        kafkaRecord.headers().add("bellwether-epoch", bytes("7"));

        assertThat(decoder.decode(kafkaRecord))
                .isEqualTo(new LogRow(
                        UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91"),
                        Instant.parse("2026-01-02T10:30:45Z"),
                        "INFO",
                        "shop",
                        "shop-1",
                        "here",
                        "producer-1",
                        7L,
                        "t",
                        "m",
                        "{\"price\":1.10,\"name\":\"\\u00E9\"}",
                        3,
                        42));
    }

    @Test
    void whatIsOptionalMayBeMissing() throws UndecodableException {
        LogRow row = decoder.decode(record("{" + LEAST + "}"));

        assertThat(row)
                .extracting(LogRow::instance, LogRow::zone, LogRow::node, LogRow::epoch, LogRow::attributes)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "oops | not JSON: Unrecognized token 'oops': was expecting (JSON String, Number, Array, Object or"
                        + " token 'null', 'true' or 'false')",
                "[] | not a JSON object",
                "{} | field 'id' is missing",
                "{\"id\":5} | field 'id' is not a string",
                "{\"id\":\"x\"} | field 'id' is not a UUID",
                "{LEAST,\"timestamp\":\"noon\"} | field 'timestamp' is not ISO-8601 with an offset",
                "{LEAST,\"timestamp\":\"1900-01-01T00:00:00Z\"} | field 'timestamp' is outside of 1970 to 9999",
                "{LEAST,\"level\":\"LOUD\"} | field 'level' is none of the known levels",
                "{LEAST,\"service\":\"\"} | field 'service' is blank",
                "{LEAST,\"message\":\"\\udc00\"} | field 'message' holds half a surrogate pair",
                "{LEAST,\"attributes\":[]} | field 'attributes' is not an object"
            })
    void whatIsNoLogRecordIsRefusedWithItsReason(String value, String reason) {
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> decoder.decode(record(value.replace("LEAST", LEAST))))
                .withMessage(reason);
    }

    @Test
    void aTombstoneIsRefused() {
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> decoder.decode(new ConsumerRecord<>("logs", 3, 42, null, null)))
                .withMessage("the record is empty");
    }

    @Test
    void aNameThatWouldNotFitAnIndexIsRefused() {
        String value = "{" + LEAST + ",\"service\":\"" + "s".repeat(201) + "\"}";

        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> decoder.decode(record(value)))
                .withMessage("field 'service' has 201 characters, 200 are the most");
    }

    private static ConsumerRecord<byte[], byte[]> record(String value) {
        return new ConsumerRecord<>("logs", 3, 42, null, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
