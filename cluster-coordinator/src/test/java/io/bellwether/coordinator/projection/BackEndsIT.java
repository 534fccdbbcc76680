package io.bellwether.coordinator.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.devservices.TestServices;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What is written to a real Kafka and a real Redis, and how. */
class BackEndsIT {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void theLargestPageIsOneRequestWithOneBatch() throws Exception {
        var entries = Collections.nCopies(
                EventProjection.PAGE_MAX, new Topic.Entry(0, "a", "x".repeat(EventProjection.EVENT_BYTES_MAX)));
        try (var topic = KafkaTopic.open(shape("one-batch"))) {
            topic.write(entries);

            assertThat(number("one-batch", "records-per-request-avg")).isEqualTo(EventProjection.PAGE_MAX);
        }
    }

    @Test
    void theTailIsTheLastEventWhateverElseIsThere() {
        try (var topic = KafkaTopic.open(shape("tail"))) {
            assertThat(tail(topic)).isEqualTo(new Tail.Empty());
            topic.write(IntStream.rangeClosed(1, 300)
                    .mapToObj(n -> new Topic.Entry(0, "a", Integer.toString(n)))
                    .toList());
            topic.write(Collections.nCopies(5, new Topic.Entry(0, null, "of somebody else")));

            assertThat(tail(topic)).isEqualTo(new Tail.At(300, 300));
        }
        try (var again = KafkaTopic.open(shape("tail"))) {
            assertThat(tail(again)).as("to the next leader").isEqualTo(new Tail.At(300, 300));
        }
    }

    @Test
    void aTopicOfSomebodyElseIsToldAndNotWritten() {
        try (var topic = KafkaTopic.open(shape("of-others"))) {
            topic.write(Collections.nCopies(101, new Topic.Entry(0, null, "of somebody else")));

            assertThatThrownBy(() -> tail(topic))
                    .isInstanceOf(ProjectionException.class)
                    .hasMessageContaining("somebody else writes there")
                    .hasMessageContaining("cluster.projections.kafka.events-topic");
        }
    }

    @Test
    void anEarlierTermOverwritesNothingOfALaterOne() {
        var redis = TestServices.redis();
        var address = new RedisKey.Address(
                redis.host(), redis.port(), "", TestServices.secrets().resolve("spring.data.redis.password"));
        try (var old = RedisKey.open("status-test", DAY, address);
                var later = RedisKey.open("status-test", DAY, address)) {
            assertThat(old.write(9, "{\"term\":9}")).isTrue();
            assertThat(later.write(10, "{\"term\":10}")).isTrue();
            assertThat(old.write(9, "{\"term\":9}")).as("the old leader").isFalse();
            assertThat(later.write(10, "{\"term\":10}")).isTrue();
        }
    }

    @Test
    void aPasswordThatCannotBeReadIsToldByItsFile() {
        var redis = TestServices.redis();
        var address = new RedisKey.Address(redis.host(), redis.port(), "", Path.of("nowhere", "password"));

        assertThatThrownBy(() -> RedisKey.open("status-test", DAY, address))
                .isInstanceOf(ProjectionException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("cluster.projections.redis.password-file");
    }

    private static KafkaTopic.Shape shape(String name) {
        return new KafkaTopic.Shape(TestServices.kafka().bootstrapServers(), name, name, 1, (short) 1, DAY);
    }

    private static Tail tail(Topic topic) {
        return topic.tail(
                0, value -> value.matches("[0-9]+") ? new Tail.At(Long.parseLong(value), Long.parseLong(value)) : null);
    }

    private static double number(String client, String metric) throws Exception {
        var name = new ObjectName("kafka.producer:type=producer-metrics,client-id=" + client);
        return (double) ManagementFactory.getPlatformMBeanServer().getAttribute(name, metric);
    }
}
