package io.bellwether.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogIntakeTest {

    private static final UUID FRESH = UUID.fromString("0190163d-8694-7394-8c5e-b2a9d3a6d4c1");
    private static final Instant NOW = Instant.parse("2026-01-02T10:30:45.123456789Z");

    private final LogIntake intake = new LogIntake(3, () -> FRESH, InstantSource.fixed(NOW));

    @Test
    void theLeastRecordGetsAnIdAndTheTime() throws IntakeException {
        LogRecord taken = only("{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"\"}");

        assertThat(taken)
                .isEqualTo(new LogRecord(
                        FRESH,
                        Instant.parse("2026-01-02T10:30:45.123456Z"),
                        LogLevel.INFO,
                        "shop",
                        null,
                        null,
                        "",
                        null));
    }

    @Test
    void allOptionalFieldsAreTakenAsTheyCame() throws IntakeException {
        LogRecord taken = only("""
                        {"id":"0190163D-8694-739b-aea5-966c26f8ad91","timestamp":"2026-01-02T11:30:45.5+01:00",
                         "level":"FATAL","service":"shop","instance":"shop-1","traceId":"t","message":"m",
                         "attributes":{"price":1.10,"tags":["a",null,true]}}""");

        assertThat(taken.id()).isEqualTo(UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91"));
        assertThat(taken.timestamp()).isEqualTo("2026-01-02T10:30:45.5Z");
        assertThat(taken.instance()).isEqualTo("shop-1");
        assertThat(taken.traceId()).isEqualTo("t");
        assertThat(taken.attributes()).hasToString("{\"price\":1.10,\"tags\":[\"a\",null,true]}");
    }

    @Test
    void anArrayBringsItsRecordsInOrder() throws IntakeException {
        Intake taken = take("[%s, 7, %s]".formatted(saying("a"), saying("b")));

        assertThat(taken.accepted()).extracting(LogRecord::message).containsExactly("a", "b");
        assertThat(taken.rejected())
                .containsExactly(
                        new Rejection(1, RejectionCode.NOT_AN_OBJECT, "a record is a JSON object, got a number"));
    }

    @Test
    void linesAreFoundOutUnderThePlainMediaType() throws IntakeException {
        Intake taken = take("\n%s\r\n\r\n%s".formatted(saying("a"), saying("b")));

        assertThat(taken.accepted()).extracting(LogRecord::message).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBrokenLineCostsThatLineOnly(boolean saidToBeLines) throws IntakeException {
        Intake taken = intake.take(bytes("%s\n{oops\n%s".formatted(saying("a"), saying("b"))), saidToBeLines);

        assertThat(taken.accepted()).extracting(LogRecord::message).containsExactly("a", "b");
        assertThat(taken.rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.index()).isEqualTo(1);
            assertThat(rejection.code()).isEqualTo(RejectionCode.MALFORMED_JSON);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{oops",
                "[{\"level\":\"INFO\"}",
                "[] []",
                "{\"level\":\"INFO\"} oops",
                "{\"level\":\n\"INFO\",\n\"service\" \"shop\"}",
                "nul"
            })
    void aBrokenDocumentCostsTheRequest(String body) {
        assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> take(body))
                .extracting(IntakeException::reason)
                .isEqualTo(IntakeException.Reason.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "[]"})
    void aRequestWithoutARecordIsRefused(String body) {
        assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> take(body))
                .extracting(IntakeException::reason)
                .isEqualTo(IntakeException.Reason.EMPTY);
    }

    @Test
    void asManyRecordsAsAllowedAreTakenAndOneMoreIsRefused() throws IntakeException {
        String three = "%s\n%s\n%s".formatted(saying("a"), saying("b"), saying("c"));

        assertThat(take(three).accepted()).hasSize(3);
        assertThatExceptionOfType(IntakeException.class)
                .isThrownBy(() -> take(three + "\n" + saying("d")))
                .withMessage("a request may bring at most 3 records, this one brings more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"service\":\"s\",\"message\":\"m\"} | FIELD_MISSING | field 'level' is required",
                "{\"level\":\"INFO\",\"message\":\"m\"} | FIELD_MISSING | field 'service' is required",
                "{\"level\":\"INFO\",\"service\":\"s\"} | FIELD_MISSING | field 'message' is required",
                "{\"level\":\"INFO\",\"service\":\" \",\"message\":\"m\"} | FIELD_MISSING | field 'service' must not be"
                        + " blank",
                "{\"level\":\"INFO\",\"service\":\"s\",\"message\":5} | FIELD_TYPE | field 'message' must be a string,"
                        + " got a number",
                "{\"level\":\"info\",\"service\":\"s\",\"message\":\"m\"} | LEVEL_UNKNOWN | level must be one of TRACE,"
                        + " DEBUG, INFO, WARN, ERROR, FATAL, got 'info'",
                "{\"level\":\"INFO\",\"service\":\"s\",\"message\":\"m\",\"host\":\"h\"} | FIELD_UNKNOWN | field 'host'"
                        + " is not known; the fields are attributes, id, instance, level, message, service, timestamp,"
                        + " traceId, anything else belongs into attributes",
                "{\"level\":\"INFO\",\"service\":\"s\",\"message\":\"a\\u0000\"} | TEXT_INVALID | field 'message' holds"
                        + " a NUL character at position 1",
                "{\"level\":\"INFO\",\"service\":\"s\",\"message\":\"\\ud800a\"} | TEXT_INVALID | field 'message' holds"
                        + " half a surrogate pair at position 0",
                "{\"level\":\"INFO\",\"service\":\"s\",\"message\":\"m\",\"attributes\":[]} | FIELD_TYPE | field"
                        + " 'attributes' must be an object, got an array",
                "{\"level\":\"INFO\",\"service\":\"s\",\"message\":\"m\",\"attributes\":{\"a\":{\"b\\u0000\":1}}} |"
                        + " TEXT_INVALID | field 'attributes' holds a NUL character at position 1",
                "{\"level\":\"INFO\",\"service\":\"s\",\"message\":\"m\",\"attributes\":{\"a\":[1e1001]}} |"
                        + " NUMBER_OUT_OF_RANGE | a number in 'attributes' may have 1000 digits before and after the"
                        + " point"
            })
    void aRecordThatIsWrongIsRejectedWithItsReason(String body, RejectionCode code, String detail)
            throws IntakeException {
        assertThat(take(body).rejected()).containsExactly(new Rejection(0, code, detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1-1-7001-8001-1",
                "0190163d-8694-4394-8c5e-b2a9d3a6d4c1",
                "0190163d-8694-7394-cc5e-b2a9d3a6d4c1",
                "0190163d86947394-8c5e-b2a9d3a6d4c1"
            })
    void anIdThatIsNoUuidOfVersionSevenIsRejected(String id) throws IntakeException {
        assertThat(take(with("id", id)).rejected())
                .extracting(Rejection::code)
                .containsExactly(RejectionCode.ID_NOT_UUIDV7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-01-02",
                "2026-01-02T10:30:45",
                "2026-02-30T10:30:45Z",
                "1969-12-31T23:59:59Z",
                "+10000-01-01T00:00:00Z"
            })
    void aTimeThatIsNotIsoOrOutOfRangeIsRejected(String timestamp) throws IntakeException {
        assertThat(take(with("timestamp", timestamp)).rejected())
                .extracting(Rejection::code)
                .containsExactly(RejectionCode.TIMESTAMP_INVALID);
    }

    @Test
    void theLongestValuesAreTakenAndOneMoreIsRejected() throws IntakeException {
        assertThat(take(saying("é".repeat(32 * 1024))).accepted()).hasSize(1);
        assertThat(take(saying("é".repeat(32 * 1024) + "e")).rejected())
                .containsExactly(new Rejection(
                        0, RejectionCode.FIELD_TOO_LONG, "field 'message' may have 65536 bytes, got 65537"));
        assertThat(take(with("instance", "i".repeat(200))).accepted()).hasSize(1);
        assertThat(take(with("instance", "i".repeat(201))).rejected())
                .containsExactly(new Rejection(
                        0, RejectionCode.FIELD_TOO_LONG, "field 'instance' may have 200 characters, got 201"));
    }

    @Test
    void theLargestAttributesAreTakenAndOneByteMoreIsRejected() throws IntakeException {
        String fitting = "a".repeat(16 * 1024 - "{\"k\":\"\"}".length());

        assertThat(take(withAttribute(fitting)).accepted()).hasSize(1);
        assertThat(take(withAttribute(fitting + "a")).rejected())
                .containsExactly(new Rejection(
                        0, RejectionCode.FIELD_TOO_LONG, "field 'attributes' may have 16384 bytes as JSON, got 16385"));
    }

    private LogRecord only(String body) throws IntakeException {
        Intake taken = take(body);
        assertThat(taken.rejected()).isEmpty();
        assertThat(taken.accepted()).hasSize(1);
        return taken.accepted().getFirst();
    }

    private Intake take(String body) throws IntakeException {
        return intake.take(bytes(body), false);
    }

    private static byte[] bytes(String body) {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static String saying(String message) {
        return "{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"%s\"}".formatted(message);
    }

    private static String with(String field, String value) {
        return "{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"m\",\"%s\":\"%s\"}".formatted(field, value);
    }

    private static String withAttribute(String value) {
        return "{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"m\",\"attributes\":{\"k\":\"%s\"}}"
                .formatted(value);
    }
}
