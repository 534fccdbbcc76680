package io.bellwether.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.Seeds;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ClusterStatePropertiesTest {

    private static final StateRules RULES = StateRules.of(TimingProfile.DEFAULT);

    @Test
    void replicasThatApplyTheSameEntriesHoldTheSameStateAlsoFromASnapshotOn() {
        Seeds.forAll(200, (random, size) -> {
            var log = new RandomLog(random, size);
            var one = new ClusterState(RULES);
            var other = new ClusterState(RULES);
            var restored = new ClusterState(RULES);
            for (int i = 0; i < 5 * size; i++) {
                if (random.nextInt(20) == 0) {
                    restored = ClusterState.restore(RULES, one.image());
                    assertThat(restored.image()).isEqualTo(one.image());
                }
                var entry = log.next(one.view());
                var applied = one.apply(entry);
                assertThat(other.apply(entry)).isEqualTo(applied);
                assertThat(restored.apply(entry)).as("after a restore").isEqualTo(applied);
                assertThat(other.hash()).isEqualTo(one.hash());
                assertThat(restored.hash()).isEqualTo(one.hash());
                assertThat(one.fullHash()).isEqualTo(one.hash());
                assertThat(restored.nextDueNanos()).isEqualTo(one.nextDueNanos());
            }
        });
    }

    @Test
    void theDeltasLeadFromViewToViewAndCountersOnlyGrow() {
        Seeds.forAll(200, (random, size) -> {
            var log = new RandomLog(random, size);
            var state = new ClusterState(RULES);
            View followed = View.empty();
            long sequence = 0;
            for (int i = 0; i < 5 * size; i++) {
                long nanos = state.clusterNanos();
                var applied = state.apply(log.next(state.view()));
                long epoch = followed.epoch();
                for (ViewDelta delta : applied.deltas()) {
                    assertThat(delta.version()).isEqualTo(followed.version() + 1);
                    followed = followed.plus(delta);
                }
                assertThat(followed.members()).isEqualTo(state.view().members());
                assertThat(followed.epoch()).isEqualTo(state.view().epoch()).isGreaterThanOrEqualTo(epoch);
                assertThat(followed.version()).isEqualTo(state.view().version());
                assertThat(state.clusterNanos()).isGreaterThanOrEqualTo(nanos);
                for (Event event : applied.events()) {
                    assertThat(event.sequence()).isEqualTo(++sequence);
                }
            }
        });
    }

    @Test
    void anIncarnationThatIsGoneNeverReturnsAndMembershipChangesTheEpoch() {
        Seeds.forAll(200, (random, size) -> {
            var log = new RandomLog(random, size);
            var state = new ClusterState(RULES);
            Set<Long> gone = new TreeSet<>();
            for (int i = 0; i < 5 * size; i++) {
                long epoch = state.view().epoch();
                long hash = state.view().membershipHash();
                for (ViewDelta delta : state.apply(log.next(state.view())).deltas()) {
                    for (MemberChange change : delta.changes()) {
                        switch (change) {
                            case MemberChange.Joined joined ->
                                assertThat(gone).doesNotContain(joined.member().incarnation());
                            case MemberChange.Gone left -> gone.add(left.incarnation());
                            case MemberChange.Moved moved -> assertThat(gone).doesNotContain(moved.incarnation());
                            case MemberChange.Readdressed moved ->
                                assertThat(gone).doesNotContain(moved.incarnation());
                        }
                    }
                }
                assertThat(state.view().membershipHash() == hash)
                        .isEqualTo(state.view().epoch() == epoch);
            }
        });
    }

    @Test
    void aRepeatedCommandAboutTargetsChangesNothing() {
        Seeds.forAll(200, (random, size) -> {
            var log = new RandomLog(random, size);
            var state = new ClusterState(RULES);
            for (int i = 0; i < 3 * size; i++) {
                var entry = log.next(state.view());
                state.apply(entry);
                if (entry.command() instanceof Command.Find
                        || entry.command() instanceof Command.Lose
                        || entry.command() instanceof Command.Confirm
                        || entry.command() instanceof Command.Degrade
                        || entry.command() instanceof Command.Restore
                        || entry.command() instanceof Command.Leave) {
                    long hash = state.hash();
                    var again = state.apply(entry);
                    assertThat(again.events()).isEmpty();
                    assertThat(state.hash()).isEqualTo(hash);
                }
            }
        });
    }

    @Test
    void randomLogsReachEveryStateAndEveryKindOfEvent() {
        Set<MemberStatus> states = EnumSet.noneOf(MemberStatus.class);
        Set<Event.Kind> kinds = EnumSet.noneOf(Event.Kind.class);
        Seeds.forAll(200, (random, size) -> {
            var log = new RandomLog(random, size);
            var state = new ClusterState(RULES);
            for (int i = 0; i < 5 * size; i++) {
                for (Event event : state.apply(log.next(state.view())).events()) {
                    kinds.add(event.kind());
                    if (event.to() != null) {
                        states.add(event.to());
                    }
                }
            }
        });
        assertThat(states).containsExactly(MemberStatus.values());
        assertThat(kinds)
                .contains(
                        Event.Kind.MOVED,
                        Event.Kind.RECORDED,
                        Event.Kind.PROTECTION_BEGAN,
                        Event.Kind.PROTECTION_ENDED,
                        Event.Kind.JOIN_REFUSED,
                        Event.Kind.FORGOTTEN);
    }

    @Test
    void dampingAlwaysEndsOrAsksForAnOperator() {
        Seeds.forAll(200, (random, size) -> {
            var log = new RandomLog(random, size);
            var state = new ClusterState(RULES);
            for (int i = 0; i < 5 * size; i++) {
                state.apply(log.next(state.view()));
            }
            // The longest wait: ten minutes and a fifth, or two half-lives from the ceiling, or a maintenance before.
            long later = state.clusterNanos() + Duration.ofMinutes(25).toNanos();
            findAll(state, state.clusterNanos());
            findAll(state, later);
            state.apply(new Entry(1, later + Duration.ofMinutes(25).toNanos(), 0, new Command.Tick()));
            for (Member member : state.view().members()) {
                if (member.status() == MemberStatus.QUARANTINED) {
                    assertThat(state.standing(member.id()).operatorNeeded())
                            .as("%s", member)
                            .isTrue();
                }
            }
            for (Life life : state.image().lives()) {
                var standing = state.standing(life.id());
                assertThat(standing.refused()).as("%s", life).isEqualTo(standing.operatorNeeded());
            }
        });
    }

    private static void findAll(ClusterState state, long nanos) {
        List<Command.Target> all = state.view().members().stream()
                .map(member -> new Command.Target(member.incarnation(), member.sinceVersion()))
                .toList();
        state.apply(new Entry(1, nanos, 0, new Command.Find(all, Cause.HEARD_AGAIN)));
    }

    @Test
    void aNameThatFlapsForEverNeedsAnOperatorWhateverItsRhythm() {
        Seeds.forAll(100, (random, size) -> {
            var replica = new Replica().healthy("a", "b", "c");
            int lostSeconds = 4 + random.nextInt(40);
            int heardSeconds = 4 + random.nextInt(60);
            for (int i = 0; i < 600 && !replica.standing("a").operatorNeeded(); i++) {
                if (replica.isMember("a") && replica.standing("a").heard()) {
                    replica.lose("a");
                }
                replica.pass(Duration.ofSeconds(lostSeconds));
                if (replica.isMember("a") && lostSeconds > 15) {
                    replica.remove("a");
                }
                if (replica.isMember("a")) {
                    replica.find("a");
                } else {
                    replica.join("a");
                }
                replica.pass(Duration.ofSeconds(heardSeconds));
            }
            assertThat(replica.standing("a").operatorNeeded())
                    .as("lost %d s, heard %d s", lostSeconds, heardSeconds)
                    .isTrue();
            assertThat(replica.state.standing(new NodeId("b")).points()).isZero();
        });
    }
}
