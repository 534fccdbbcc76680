package io.bellwether.consumer.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bellwether.consumer.store.LogRow;
import io.bellwether.consumer.store.RowDecoder;
import io.bellwether.consumer.store.RowRefusedException;
import io.bellwether.consumer.store.RowStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchWriterTest {

    private final PuppetStore store = new PuppetStore();
    private final BatchWriter<LogRow> writer = new BatchWriter<>(new RowDecoder(), store);

    @Test
    void aGoodBatchIsOneWrite() {
        BatchWriter.Outcome outcome = writer.write(good(500));

        assertThat(outcome.stored()).isEqualTo(500);
        assertThat(outcome.deadLetters()).isEmpty();
        assertThat(store.writes).isEqualTo(1);
    }

    @Test
    void theOnlyBadRecordAmongManyIsFoundAndTheOthersAreStored() {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(good(500));
        batch.set(317, saying(317, "poison"));

        BatchWriter.Outcome outcome = writer.write(batch);

        assertThat(outcome.stored()).isEqualTo(499);
        assertThat(outcome.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.origin().offset()).isEqualTo(317);
            assertThat(letter.cause()).isEqualTo(DeadLetter.Cause.REFUSED_BY_STORE);
            assertThat(letter.detail()).isEqualTo("SQLSTATE 22P05: poison");
        });
        assertThat(store.writes).isLessThanOrEqualTo(20);
    }

    @Test
    void aBatchOfNothingButBadRecordsIsAllDeadLetters() {
        BatchWriter.Outcome outcome = writer.write(List.of(saying(0, "poison"), saying(1, "poison"), broken(2)));

        assertThat(outcome.stored()).isZero();
        assertThat(outcome.kept()).isEmpty();
        assertThat(outcome.deadLetters())
                .extracting(letter -> letter.origin().offset())
                .containsExactlyInAnyOrder(0L, 1L, 2L);
    }

    @Test
    void whatIsNoRecordIsNotGivenToTheStore() {
        BatchWriter.Outcome outcome = writer.write(List.of(broken(0)));

        assertThat(outcome.deadLetters()).extracting(DeadLetter::cause).containsExactly(DeadLetter.Cause.UNDECODABLE);
        assertThat(store.writes).isZero();
    }

    @Test
    void aSecondDeliveryIsAllDuplicates() {
        writer.write(good(10));

        BatchWriter.Outcome again = writer.write(good(10));

        assertThat(again.stored()).isZero();
        assertThat(again.duplicates()).isEqualTo(10);
    }

    @Test
    void aStoreThatIsAwayCostsNoRecordItsPlace() {
        store.away = true;

        assertThatIllegalStateException().isThrownBy(() -> writer.write(good(10)));
    }

    private static List<ConsumerRecord<byte[], byte[]>> good(int count) {
        return IntStream.range(0, count)
                .mapToObj(offset -> saying(offset, "good"))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> saying(int offset, String message) {
        return of(
                offset,
                "{\"id\":\"%s\",\"timestamp\":\"2026-01-02T10:30:45Z\",\"level\":\"INFO\",\"service\":\"s\",\"message\":\"%s\"}"
                        .formatted(new UUID(7L << 12, offset), message));
    }

    private static ConsumerRecord<byte[], byte[]> broken(int offset) {
        return of(offset, "{");
    }

    private static ConsumerRecord<byte[], byte[]> of(int offset, String value) {
        return new ConsumerRecord<>("logs", 0, offset, null, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Refuses rows that say "poison", whole batches at a time, as Postgres does. */
    private static final class PuppetStore implements RowStore<LogRow> {

        private final Set<UUID> ids = new HashSet<>();
        private int writes;
        private boolean away;

        @Override
        public int write(List<LogRow> rows) throws RowRefusedException {
            if (away) {
                throw new IllegalStateException("away");
            }
            writes++;
            if (rows.stream().anyMatch(row -> row.message().equals("poison"))) {
                throw new RowRefusedException("SQLSTATE 22P05: poison", new IllegalArgumentException("poison"));
            }
            return (int) rows.stream().filter(row -> ids.add(row.id())).count();
        }
    }
}
