package io.bellwether.consumer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events and samples, as the leader writes them and as it does not. */
class ClusterDecodersTest {

    private static final String EVENT =
            "{'sequence':7,'type':'member.moved','time':'2026-01-02T10:30:45Z','clusterMillis':9,'index':41}";
    private static final String SAMPLE =
            "{'at':'2026-01-02T10:30:45Z','node':'a','incarnation':2,'state':'HEALTHY','score':97,'phi':0.5}";

    @Test
    void anEventNeedsNoMoreThanItsNumberTypeTimesAndEntry() throws UndecodableException {
        assertThat(new EventDecoder().decode(of(EVENT)))
                .isEqualTo(new EventRow(
                        7,
                        Instant.parse("2026-01-02T10:30:45Z"),
                        9,
                        "member.moved",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        41));
    }

    @Test
    void aSampleOfAMemberThatHasToldNothingHasNoScoreAndNoTerms() throws UndecodableException {
        assertThat(new SampleDecoder().decode(of(SAMPLE.replace("97", "null"))))
                .isEqualTo(new SampleRow(Instant.parse("2026-01-02T10:30:45Z"), "a", 2, "HEALTHY", null, 0.5, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'sequence':7          | 'sequence':0                 | field 'sequence' is not 1 or more
            'sequence':7          | 'sequence':'7'               | field 'sequence' is not a whole number of 64 bits
            'sequence':7          | 'sequence':1e30              | field 'sequence' is not a whole number of 64 bits
            ,'index':41           | ~~                           | field 'index' is missing
            2026-01-02T10:30:45Z  | yesterday                    | field 'time' is not ISO-8601 with an offset
            member.moved          | ~ ~                          | field 'type' is blank
            """, quoteCharacter = '~')
    void whatIsNoEventIsToldByField(String part, String instead, String problem) {
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> new EventDecoder().decode(of(EVENT.replace(part, instead))))
                .withMessage(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'score':97   | 'score':101          | field 'score' is not 0 to 100
            'score':97   | 'score':-1           | field 'score' is not 0 to 100
            'score':97   | 'score':97.5         | field 'score' is not a whole number of 64 bits
            'phi':0.5    | 'phi':1e999          | field 'phi' is not a finite number
            'phi':0.5    | 'phi':0,'terms':[1]  | field 'terms' is not an object
            """, quoteCharacter = '~')
    void whatIsNoSampleIsToldByField(String part, String instead, String problem) {
        assertThatExceptionOfType(UndecodableException.class)
                .isThrownBy(() -> new SampleDecoder().decode(of(SAMPLE.replace(part, instead))))
                .withMessage(problem);
    }

    private static ConsumerRecord<byte[], byte[]> of(String json) {
        return new ConsumerRecord<>(
                "cluster", 0, 0, null, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
