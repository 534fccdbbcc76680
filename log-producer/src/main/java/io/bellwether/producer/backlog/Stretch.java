package io.bellwether.producer.backlog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The part of one partition that the consumer has not stored: from the offset {@code next} up to before {@code end}. */
record Stretch(TopicPartition partition, long next, long end) {

    long records() {
        return end - next;
    }

    /**
     * All stretches that hold a record.
     *
     * @param committed where the consumer goes on; partitions that it never committed are missing
     * @param begins first offset that Kafka still has; the consumer starts there where it committed none
     * @param ends offset of the record that comes next
     */
    static List<Stretch> behind(
            Map<TopicPartition, Long> committed, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .map(end ->
                        stretch(end.getKey(), committed.get(end.getKey()), begins.get(end.getKey()), end.getValue()))
                // The ends were asked for first, so the consumer may be beyond them by now.
                .filter(stretch -> stretch.records() > 0)
                .sorted(Comparator.comparingInt(stretch -> stretch.partition().partition()))
                .toList();
    }

    private static Stretch stretch(TopicPartition partition, @Nullable Long committed, @Nullable Long begin, long end) {
        long first = begin == null ? 0 : begin;
        // What was too old, Kafka dropped.
        return new Stretch(partition, committed == null ? first : Math.max(committed, first), end);
    }
}
