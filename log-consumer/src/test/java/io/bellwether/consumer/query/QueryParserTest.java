package io.bellwether.consumer.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class QueryParserTest {

    private static final Cursor CURSOR = new Cursor(
            Order.DESC,
            Instant.parse("2026-01-02T10:30:45.123456Z"),
            UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91"));

    private final QueryParser parser =
            new QueryParser(new QueryProperties(100, 1000, DataSize.ofMegabytes(4), Duration.ofSeconds(5)));

    @Test
    void nothingAskedForMeansTheNewest() throws BadParameterException {
        assertThat(parser.parse(Map.of()))
                .isEqualTo(new LogQuery(null, null, null, null, null, null, null, Order.DESC, 100, null));
    }

    @Test
    void everyParameterIsRead() throws BadParameterException {
        LogQuery query = parser.parse(Map.of(
                "from", List.of("2026-01-02T10:30:45Z"),
                "to", List.of("2026-01-02T12:30:45+01:00"),
                "level", List.of("WARN"),
                "service", List.of("shop"),
                "instance", List.of("shop-1"),
                "zone", List.of("here"),
                "text", List.of("50 %"),
                "order", List.of("desc"),
                "limit", List.of("1000"),
                "cursor", List.of(CURSOR.encode())));

        assertThat(query)
                .isEqualTo(new LogQuery(
                        Instant.parse("2026-01-02T10:30:45Z"),
                        Instant.parse("2026-01-02T11:30:45Z"),
                        "WARN",
                        "shop",
                        "shop-1",
                        "here",
                        "50 %",
                        Order.DESC,
                        1000,
                        CURSOR));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit | 0 | must be a number from 1 to 1000",
                "limit | 1001 | must be a number from 1 to 1000",
                "limit | ten | must be a number from 1 to 1000",
                "order | up | must be asc or desc",
                "level | warn | must be one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL",
                "from | noon | must be ISO-8601 with an offset, such as 2026-01-02T10:30:45Z (a + is written %2B),"
                        + " from 1970 to 9999",
                "cursor | AAAA | must be the 'next' of an earlier answer, unchanged",
                "cursor | !! | must be the 'next' of an earlier answer, unchanged"
            })
    void aParameterThatIsWrongIsNamedWithItsRuleAndWhatCame(String parameter, String value, String rule) {
        assertThatExceptionOfType(BadParameterException.class)
                .isThrownBy(() -> parser.parse(Map.of(parameter, List.of(value))))
                .satisfies(e -> {
                    assertThat(e.parameter()).isEqualTo(parameter);
                    assertThat(e.rule()).isEqualTo(rule);
                    assertThat(e.got()).isEqualTo(value);
                });
    }

    @Test
    void aParameterThatIsNotKnownIsRefused() {
        assertRefused(Map.of("servce", List.of("shop")), "servce");
    }

    @Test
    void aParameterGivenTwiceIsRefused() {
        assertRefused(Map.of("service", List.of("a", "b")), "service");
    }

    @Test
    void aBlankParameterIsRefused() {
        assertRefused(Map.of("service", List.of(" ")), "service");
    }

    @Test
    void aNulCharacterIsRefused() {
        assertRefused(Map.of("text", List.of("a\0b")), "text");
    }

    @Test
    void aTimeRangeThatEndsBeforeItBeginsIsRefused() {
        assertRefused(Map.of("from", List.of("2026-01-02T10:30:45Z"), "to", List.of("2026-01-02T10:30:45Z")), "to");
    }

    @Test
    void aCursorOfTheOtherOrderIsRefused() {
        assertRefused(Map.of("order", List.of("asc"), "cursor", List.of(CURSOR.encode())), "cursor");
    }

    @Test
    void aCursorComesBackAsItWas() {
        assertThat(Cursor.decode(CURSOR.encode())).hasValue(CURSOR);
    }

    @Test
    void aHistogramIsReadWithItsRangeAndBars() throws BadParameterException {
        HistogramQuery query = parser.parseHistogram(Map.of(
                "from", List.of("2026-01-02T10:00:00Z"),
                "to", List.of("2026-01-02T11:00:00Z"),
                "level", List.of("WARN"),
                "buckets", List.of("7")));

        assertThat(query)
                .isEqualTo(new HistogramQuery(
                        Instant.parse("2026-01-02T10:00:00Z"),
                        Instant.parse("2026-01-02T11:00:00Z"),
                        "WARN",
                        null,
                        null,
                        null,
                        null,
                        7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "buckets | 0 | must be a number from 1 to 500",
                "buckets | 501 | must be a number from 1 to 500",
                "limit | 5 | is none of buckets, from, instance, level, service, text, to, zone",
                "to | 2026-01-02T10:00:00Z | must be later than from (2026-01-02T10:00:00Z)"
            })
    void aHistogramThatIsAskedForWronglyIsRefusedWithTheRule(String parameter, String value, String rule) {
        Map<String, List<String>> parameters =
                new TreeMap<>(Map.of("from", List.of("2026-01-02T10:00:00Z"), "to", List.of("2026-01-02T11:00:00Z")));
        parameters.put(parameter, List.of(value));

        assertThatExceptionOfType(BadParameterException.class)
                .isThrownBy(() -> parser.parseHistogram(parameters))
                .extracting(BadParameterException::parameter, BadParameterException::rule)
                .containsExactly(parameter, rule);
    }

    @Test
    void aHistogramWithoutARangeIsRefused() {
        assertThatExceptionOfType(BadParameterException.class)
                .isThrownBy(() -> parser.parseHistogram(Map.of("from", List.of("2026-01-02T10:00:00Z"))))
                .withMessage("parameter 'to' must be given, got ''");
    }

    private void assertRefused(Map<String, List<String>> parameters, String parameter) {
        assertThatExceptionOfType(BadParameterException.class)
                .isThrownBy(() -> parser.parse(parameters))
                .extracting(BadParameterException::parameter)
                .isEqualTo(parameter);
    }
}
