package io.bellwether.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.coordinator.raft.AgreedLog;
import io.bellwether.coordinator.raft.LogConsumer.Fate;
import io.bellwether.coordinator.raft.LogConsumer.Role;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes and barriers over a log that the test plays; the thread of the test is the thread of the log. */
class WritesTest {

    private static final NodeId SELF = new NodeId("coordinator-1");
    private static final NodeId OTHER = new NodeId("coordinator-2");
    private static final Payload SOMETHING = new Payload.Barrier();

    private final PlayedLog log = new PlayedLog();
    private final List<CompletableFuture<Long>> asked = new ArrayList<>();
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
    private Writes writes = writes(Duration.ofSeconds(10));

    private Writes writes(Duration patience) {
        var made = new Writes(new AtomicLong(), patience, answers, Runnable::run, leader -> {
            var answer = new CompletableFuture<Long>();
            asked.add(answer);
            return answer;
        });
        made.use(log);
        return made;
    }

    @AfterEach
    void close() {
        answers.shutdownNow();
    }

    private void lead() {
        writes.role(new Role(true, 2, SELF, List.of(SELF, OTHER)));
    }

    private void follow() {
        writes.role(new Role(false, 2, OTHER, List.of(SELF, OTHER)));
    }

    private static Replicated at(long index) {
        return new Replicated(
                index, View.empty(), 0, new ClusterState(StateRules.of(TimingProfile.FAST)).protection(), 0);
    }

    private static Object outcome(CompletableFuture<?> future) throws Exception {
        return future.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aWriteIsAnsweredWithWhatApplyingItReturnedOnAnotherThreadThanThatOfTheLog() throws Exception {
        lead();
        CompletableFuture<Object> write = writes.propose("a", SOMETHING);
        CompletableFuture<Thread> goesOn = write.thenApply(answer -> Thread.currentThread());

        writes.committed(5, log.tickets.getFirst(), "applied");

        assertThat(outcome(write)).isEqualTo("applied");
        assertThat(outcome(goesOn)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void aFollowerProposesNothingAndNamesTheLeader() {
        follow();

        assertThatThrownBy(() -> outcome(writes.propose("a", SOMETHING)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        NotProposedException.class, e -> assertThat(e.leader()).isEqualTo(OTHER));
        assertThat(log.tickets).isEmpty();
    }

    @Test
    void aLeaderThatReachesNoMajorityProposesNothingBeforeItHasSteppedDown() {
        lead();
        log.backed = false;

        assertThatThrownBy(() -> outcome(writes.propose("a", SOMETHING)))
                .cause()
                .isInstanceOf(NotProposedException.class)
                .hasMessage("No leader available");
        assertThat(log.tickets).isEmpty();
    }

    @Test
    void aFollowerOfALeaderThatIsGoneSendsNobodyThere() {
        follow();
        log.backed = false;

        assertThatThrownBy(() -> outcome(writes.propose("a", SOMETHING)))
                .cause()
                .isInstanceOfSatisfying(
                        NotProposedException.class, e -> assertThat(e.leader()).isNull());
    }

    @Test
    void withoutALeaderItSaysSo() {
        assertThatThrownBy(() -> outcome(writes.propose("a", SOMETHING)))
                .cause()
                .isInstanceOf(NotProposedException.class)
                .hasMessage("No leader available");
    }

    @Test
    void aWriteThatNoMajorityAnswersInTimeHasAnUnknownOutcome() {
        writes = writes(Duration.ofMillis(50));
        lead();

        assertThatThrownBy(() -> outcome(writes.propose("a", SOMETHING)))
                .cause()
                .isInstanceOf(OutcomeUnknownException.class);
        // Committed too late: nobody waits, and nothing breaks.
        writes.committed(5, log.tickets.getFirst(), "applied");
    }

    @Test
    void whatNeverEnteredTheLogCanBeAskedAgainAndWhatDidIsUnknown() {
        lead();
        CompletableFuture<Object> never = writes.propose("a", SOMETHING);
        CompletableFuture<Object> entered = writes.propose("b", SOMETHING);

        assertThat(writes.failed(log.tickets.get(0), Fate.NOT_PROPOSED)).isTrue();
        assertThat(writes.failed(log.tickets.get(1), Fate.UNKNOWN)).isTrue();

        assertThatThrownBy(() -> outcome(never)).cause().isInstanceOf(NotProposedException.class);
        assertThatThrownBy(() -> outcome(entered)).cause().isInstanceOf(OutcomeUnknownException.class);
        assertThat(writes.failed(99, Fate.UNKNOWN))
                .as("a ticket of the authority")
                .isFalse();
    }

    @Test
    void whoeverWaitsIsToldWhenTheCoordinatorStops() {
        lead();
        CompletableFuture<Object> write = writes.propose("a", SOMETHING);

        writes.close();

        assertThatThrownBy(() -> outcome(write))
                .cause()
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("This coordinator stops");
    }

    @Test
    void aLeadersBarrierGoesThroughItsOwnLog() throws Exception {
        lead();
        CompletableFuture<Long> barrier = writes.barrier();
        assertThat(barrier).isNotDone();

        writes.committed(9, log.tickets.getFirst(), 9L);

        assertThat(outcome(barrier)).isEqualTo(9L);
    }

    @Test
    void aFollowersBarrierWaitsUntilThisReplicaHasComeAsFarAsTheLeaderDid() throws Exception {
        follow();
        writes.reached(at(7));
        CompletableFuture<Long> barrier = writes.barrier();
        asked.getFirst().complete(9L);
        writes.reached(at(8));
        assertThat(barrier).isNotDone();

        writes.reached(at(9));

        assertThat(outcome(barrier)).isEqualTo(9L);
        assertThat(log.tickets).isEmpty();
    }

    @Test
    void aBarrierThatTheLeaderDoesNotAnswerCanBeAskedAgain() {
        follow();
        CompletableFuture<Long> barrier = writes.barrier();

        asked.getFirst().completeExceptionally(new IllegalStateException("gone"));

        assertThatThrownBy(() -> outcome(barrier))
                .cause()
                .isInstanceOf(NotProposedException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aBarrierWithoutALeaderFailsAtOnce() {
        assertThatThrownBy(() -> outcome(writes.barrier())).cause().isInstanceOf(NotProposedException.class);
    }

    /** Takes proposals and does nothing with them. */
    private static final class PlayedLog implements AgreedLog {
        private final List<Long> tickets = new ArrayList<>();
        private boolean backed = true;

        @Override
        public void start() {}

        @Override
        public void propose(long ticket, byte[] entry) {
            tickets.add(ticket);
        }

        @Override
        public Status status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isBacked() {
            return backed;
        }

        @Override
        public CompletableFuture<Void> transferLeadership(NodeId to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> changeVoters(List<Voter> voters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Long> takeSnapshot() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
