package io.bellwether.coordinator.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JournalTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Journal journal = new Journal();

    @Test
    void eventsOfMembersAndOfOthersAreNumberedInOneSequence() {
        journal.members(7, List.of(event(), event()));
        tell(8, "created");

        assertThat(journal.after(0, 10).lines())
                .extracting(JournalLine::sequence, JournalLine::index, JournalLine::type)
                .containsExactly(
                        tuple(1L, 7L, "member.moved"), tuple(2L, 7L, "member.moved"), tuple(3L, 8L, "config.put"));
    }

    @Test
    void aTransitionIsTakenWithAllThatLedToIt() {
        journal.members(7, List.of(event()));

        assertThat(journal.after(0, 1).lines())
                .containsExactly(new JournalLine(
                        1,
                        7,
                        3_000,
                        1_700_000_000_000L,
                        "member.moved",
                        "n1",
                        5,
                        40,
                        12,
                        "HEALTHY",
                        "UNREACHABLE",
                        "OBSERVERS",
                        "seven of nine"));
    }

    @Test
    void itKeepsTheLatestAndSaysWhatItForgot() {
        fill(Journal.LINES_MAX + 10);

        Journal.Page page = journal.after(0, 3);

        assertThat(page.lines()).extracting(JournalLine::sequence).containsExactly(11L, 12L, 13L);
        assertThat(page.oldest()).isEqualTo(11);
        assertThat(page.newest()).isEqualTo(Journal.LINES_MAX + 10);
        assertThat(page.isMissingAfter(9)).isTrue();
        assertThat(page.isMissingAfter(10)).isFalse();
        assertThat(journal.after(0, Journal.LINES_MAX + 10).lines()).hasSize(Journal.LINES_MAX);
    }

    @Test
    void aReaderThatIsAheadGetsNothing() {
        fill(3);

        assertThat(journal.after(3, 10).lines()).isEmpty();
        assertThat(journal.after(Long.MAX_VALUE - 1, 10).lines()).isEmpty();
        assertThat(journal.after(Long.MAX_VALUE, 10).lines()).isEmpty();
    }

    @Test
    void afterARestartItHasTheSameLinesUnderTheSameNumbers() {
        fill(Journal.LINES_MAX + 10);
        var restarted = new Journal();

        restarted.restore(journal.image());
        tell(9, "later");
        restarted.tell(9, entry(), news("later"));

        assertThat(restarted.after(0, Journal.LINES_MAX)).isEqualTo(journal.after(0, Journal.LINES_MAX));
    }

    @Test
    void evidenceIsCutOff() {
        tell(1, "x".repeat(Journal.EVIDENCE_MAX + 1));

        assertThat(journal.after(0, 1).lines().getFirst().evidence()).hasSize(Journal.EVIDENCE_MAX);
    }

    @Test
    void whoWaitsIsWokenByTheNextLine() {
        Future<Journal.Page> waiting = waiting(0);
        await("that it waits").during(Duration.ofMillis(100)).until(() -> !waiting.isDone());

        tell(1, "created");

        assertThat(waiting)
                .succeedsWithin(LONG)
                .satisfies(page -> assertThat(page.lines()).hasSize(1));
    }

    @Test
    void whoWaitsIsWokenByTheEnd() {
        Future<Journal.Page> waiting = waiting(0);

        journal.close();

        assertThat(waiting)
                .succeedsWithin(LONG)
                .satisfies(page -> assertThat(page.closed()).isTrue());
    }

    @Test
    void whoWaitsInVainGetsAnEmptyPage() throws InterruptedException {
        assertThat(journal.await(0, 10, Duration.ofMillis(10)).lines()).isEmpty();
    }

    @Test
    void aGroupTakesItsTypesAndNoOthers() {
        tell(1, "");
        JournalLine line = journal.after(0, 1).lines().getFirst();

        assertThat(line.isOf("config")).isTrue();
        assertThat(line.isOf("config.put")).isTrue();
        assertThat(line.isOf("conf")).isFalse();
        assertThat(line.isOf("config.pu")).isFalse();
        assertThat(line.isOf("config.put.more")).isFalse();
    }

    private Future<Journal.Page> waiting(long after) {
        var page = new CompletableFuture<Journal.Page>();
        Thread.ofVirtual().start(() -> {
            try {
                page.complete(journal.await(after, 10, LONG));
            } catch (InterruptedException e) {
                page.completeExceptionally(e);
            }
        });
        return page;
    }

    private void fill(int lines) {
        LongStream.rangeClosed(1, lines).forEach(i -> tell(i, "created"));
    }

    private void tell(long index, String evidence) {
        journal.tell(index, entry(), news(evidence));
    }

    private static LogRecord entry() {
        return LogRecord.of(1, 2_000_000, 3, "", new Payload.Barrier());
    }

    private static News news(String evidence) {
        return new News("config.put", "app/a", 1, null, evidence);
    }

    private static Event event() {
        return new Event(
                99,
                40,
                5,
                3_000,
                1_700_000_000_000L,
                Event.Kind.MOVED,
                new NodeId("n1"),
                12,
                MemberStatus.HEALTHY,
                MemberStatus.UNREACHABLE,
                Cause.OBSERVERS,
                "seven of nine");
    }
}
