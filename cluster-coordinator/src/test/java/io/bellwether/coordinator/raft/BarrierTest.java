package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.raft.LogConsumer.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BarrierTest {

    private final List<Long> proposed = new ArrayList<>();
    private final Barrier barrier = new Barrier(proposed::add);

    @Test
    void aReadWaitsForTheBarrierThatWasProposedForIt() {
        CompletableFuture<Long> read = barrier.pass();

        assertThat(proposed).containsExactly(-1L).allMatch(Barrier::owns);
        assertThat(read).isNotDone();
        barrier.committed(-1, 7);
        assertThat(read).isCompletedWithValue(7L);
    }

    @Test
    void readsThatArriveWhileOneIsUnderWayShareTheNext() {
        CompletableFuture<Long> first = barrier.pass();
        List<CompletableFuture<Long>> later = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            later.add(barrier.pass());
        }
        assertThat(proposed).containsExactly(-1L);

        barrier.committed(-1, 7);
        assertThat(first).isCompletedWithValue(7L);
        assertThat(later).noneMatch(CompletableFuture::isDone);
        assertThat(proposed).containsExactly(-1L, -2L);

        barrier.committed(-2, 9);
        assertThat(later).allMatch(read -> read.join() == 9);
        assertThat(barrier.waiting()).isZero();
    }

    @Test
    void aBarrierOfAFormerReadCommittedLateServesNobody() {
        CompletableFuture<Long> failed = barrier.pass();
        barrier.failed(-1, Fate.UNKNOWN);
        CompletableFuture<Long> read = barrier.pass();

        barrier.committed(-1, 7);

        assertThat(failed).isCompletedExceptionally();
        assertThat(read).isNotDone();
        barrier.committed(-2, 8);
        assertThat(read).isCompletedWithValue(8L);
    }

    @Test
    void afterAFailureTheNextReadsGetABarrierOfTheirOwn() {
        CompletableFuture<Long> first = barrier.pass();
        CompletableFuture<Long> second = barrier.pass();

        barrier.failed(-1, Fate.NOT_PROPOSED);

        assertThat(first).isCompletedExceptionally();
        assertThat(second).isNotDone();
        barrier.committed(-2, 3);
        assertThat(second).isCompletedWithValue(3L);
    }

    @Test
    void oneReadTooManyIsRefusedAndCounted() {
        for (int i = 0; i < Barrier.WAITING_MAX; i++) {
            CompletableFuture<Long> unused = barrier.pass();
        }

        assertThat(barrier.pass()).isCompletedExceptionally();
        assertThat(barrier.refused()).isEqualTo(1);
        assertThat(barrier.waiting()).isEqualTo(Barrier.WAITING_MAX);
    }
}
