package io.bellwether.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.raft.LogConsumer.Fate;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.LogRecordCodec;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.authority.CoordinatorInput;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateKeeperTest {

    private static final long SECOND = 1_000_000_000L;

    private final LogRecordCodec codec = new LogRecordCodec();
    private final NewsQueue news = new NewsQueue();
    private final TransitionLog transitions = new TransitionLog(new NodeId("coordinator-1"));
    private final Barriers barriers = new Barriers();
    private final StateKeeper keeper = keeper(barriers);

    private StateKeeper keeper(Part part) {
        var writes = new Writes(
                new AtomicLong(),
                Duration.ofSeconds(1),
                Runnable::run,
                Runnable::run,
                leader -> CompletableFuture.failedFuture(new IllegalStateException()));
        return new StateKeeper(
                StateRules.of(TimingProfile.FAST), List.of(part), news, writes, transitions, new HostCounts());
    }

    @AfterEach
    void close() {
        transitions.close();
    }

    /** Takes barriers, and keeps the cluster time of each. */
    private static final class Barriers implements Part {
        private final List<Long> times = new ArrayList<>();
        private byte @Nullable [] restored = {1};

        @Override
        public String name() {
            return "barriers";
        }

        @Override
        public boolean takes(Payload payload) {
            return payload instanceof Payload.Barrier;
        }

        @Override
        public Object apply(long index, LogRecord entry) {
            times.add(entry.clusterNanos());
            return index;
        }

        @Override
        public byte[] image() {
            byte[] image = new byte[3 * PartImages.PIECE_BYTES + 1];
            Arrays.fill(image, (byte) times.size());
            return image;
        }

        @Override
        public void restore(byte @Nullable [] image) {
            restored = image;
        }
    }

    private void commit(long index, long ticket, long clusterNanos, Payload payload) {
        keeper.committed(index, 1, ticket, codec.encode(LogRecord.of(1, clusterNanos, 0, "", payload)));
    }

    private static Payload admit(String name) {
        return new Payload.Membership(new Command.Admit(new NodeId(name), "i", 0, "127.0.0.1:7900", "", "", false, 0));
    }

    @Test
    void aCommittedCommandIsAppliedShownAndHandedToTheLoopWithItsTicket() {
        commit(4, 17, SECOND, admit("service-1"));

        assertThat(keeper.replicated().index()).isEqualTo(4);
        assertThat(keeper.replicated().view().size()).isEqualTo(1);
        assertThat(news.poll()).isInstanceOfSatisfying(LogNews.Applied.class, applied -> {
            assertThat(applied.entry().index()).isEqualTo(4);
            assertThat(applied.entry().ticket()).isEqualTo(17);
            assertThat(applied.hash()).isEqualTo(keeper.replicated().hash());
        });
    }

    @Test
    void whatPartsTakeIsNoNewsForTheLoop() {
        commit(4, 0, SECOND, new Payload.Barrier());

        assertThat(news.poll()).isNull();
        assertThat(barriers.times).hasSize(1);
    }

    @Test
    void timeNeverGoesBackwardsForAPartAlsoWhenATickOvertakesAProposal() {
        commit(4, 0, 5 * SECOND, new Payload.Membership(new Command.Tick()));
        commit(5, 0, 2 * SECOND, new Payload.Barrier());

        assertThat(barriers.times).containsExactly(5 * SECOND);
    }

    @Test
    void aSnapshotRestoresMembersAndPartsBitByBit() {
        commit(4, 0, SECOND, admit("service-1"));
        commit(5, 0, SECOND, new Payload.Barrier());
        byte[] snapshot = keeper.snapshot();
        var other = new Barriers();
        StateKeeper restored = keeper(other);

        restored.restored(5, snapshot);

        assertThat(restored.replicated().hash()).isEqualTo(keeper.replicated().hash());
        assertThat(restored.replicated().index()).isEqualTo(5);
        assertThat(other.restored).isEqualTo(barriers.image());
    }

    private void operate(long index, String id, Command command) {
        keeper.committed(
                index, 1, 0, codec.encode(LogRecord.of(1, index * SECOND, 0, id, new Payload.Membership(command))));
    }

    private static Command drain(String reason) {
        return new Command.Drain(new NodeId("service-1"), reason, Duration.ofMinutes(1));
    }

    @Test
    void anOrderThatIsSentTwiceIsCarriedOutOnceOnTheLoopTooAndAlsoAfterASnapshot() {
        commit(1, 0, SECOND, admit("service-1"));
        commit(2, 0, SECOND, new Payload.Membership(new Command.Confirm(List.of(new Command.Target(1, 1)))));
        operate(3, "once", drain("x"));
        operate(4, "", new Command.Undrain(new NodeId("service-1")));
        assertThat(status()).isEqualTo(MemberStatus.HEALTHY);

        operate(5, "once", drain("x"));
        assertThat(status()).isEqualTo(MemberStatus.HEALTHY);
        keeper.restored(5, keeper.snapshot());
        operate(6, "once", drain("x"));
        assertThat(status()).isEqualTo(MemberStatus.HEALTHY);
        operate(7, "once", drain("y"));
        assertThat(status()).isEqualTo(MemberStatus.HEALTHY);

        var loop = new ClusterState(StateRules.of(TimingProfile.FAST));
        for (LogNews each = news.poll(); each != null; each = news.poll()) {
            if (each
                    instanceof
                    LogNews.Applied(CoordinatorInput.Committed(long index, var entry, long ticket), long hash)) {
                loop.apply(entry);
                assertThat(loop.hash()).as("after entry %d", index).isEqualTo(hash);
            }
        }
        assertThat(loop.hash()).isEqualTo(keeper.replicated().hash());
        operate(8, "another", drain("y"));
        assertThat(status()).isEqualTo(MemberStatus.DRAINING);
    }

    private MemberStatus status() {
        return Objects.requireNonNull(keeper.replicated().view().member(new NodeId("service-1")))
                .status();
    }

    @Test
    void aPartThatTheSnapshotDoesNotKnowBeginsEmpty() {
        StateKeeper without = new StateKeeper(
                StateRules.of(TimingProfile.FAST),
                List.of(),
                news,
                new Writes(
                        new AtomicLong(),
                        Duration.ofSeconds(1),
                        Runnable::run,
                        Runnable::run,
                        leader -> CompletableFuture.failedFuture(new IllegalStateException())),
                transitions,
                new HostCounts());

        keeper.restored(5, without.snapshot());

        assertThat(barriers.restored).isNull();
    }

    @Test
    void afterASnapshotTheLoopIsToldToBeginAnewBeforeAnythingElse() {
        commit(4, 0, SECOND, admit("service-1"));
        news.poll();
        keeper.restored(5, keeper.snapshot());
        commit(6, 0, SECOND, admit("service-2"));

        assertThat(news.poll())
                .isInstanceOfSatisfying(
                        LogNews.Restored.class,
                        restored -> assertThat(restored.members().lives()).hasSize(1));
        assertThat(news.poll()).isInstanceOf(LogNews.Applied.class);
    }

    @Test
    void aProposalOfTheAuthorityThatFailedIsNewsForTheLoop() {
        keeper.failed(17, Fate.NOT_PROPOSED);

        assertThat(news.poll()).isEqualTo(new LogNews.Happened(new CoordinatorInput.ProposalFailed(17)));
    }
}
