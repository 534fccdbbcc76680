package io.bellwether.producer.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StretchTest {

    private static final TopicPartition ZERO = new TopicPartition("logs", 0);
    private static final TopicPartition ONE = new TopicPartition("logs", 1);

    @Test
    void whatIsBehindIsBetweenThePlaceOfTheConsumerAndTheEnd() {
        assertThat(Stretch.behind(Map.of(ZERO, 7L, ONE, 4L), Map.of(ZERO, 0L, ONE, 0L), Map.of(ONE, 4L, ZERO, 10L)))
                .containsExactly(new Stretch(ZERO, 7, 10));
        assertThat(new Stretch(ZERO, 7, 10).records()).isEqualTo(3);
    }

    @Test
    void aConsumerThatNeverCommittedBeginsWithTheFirstRecordThatThereIs() {
        assertThat(Stretch.behind(Map.of(ONE, 2L), Map.of(ZERO, 5L, ONE, 0L), Map.of(ZERO, 8L, ONE, 3L)))
                .containsExactly(new Stretch(ZERO, 5, 8), new Stretch(ONE, 2, 3));
    }

    @Test
    void aPlaceThatKafkaHasDroppedCountsFromWhatIsLeft() {
        assertThat(Stretch.behind(Map.of(ZERO, 2L), Map.of(ZERO, 5L), Map.of(ZERO, 8L)))
                .containsExactly(new Stretch(ZERO, 5, 8));
    }

    @Test
    void aConsumerThatIsBeyondTheEndByNowIsNotBehind() {
        assertThat(Stretch.behind(Map.of(ZERO, 12L), Map.of(ZERO, 0L), Map.of(ZERO, 10L)))
                .isEmpty();
    }
}
