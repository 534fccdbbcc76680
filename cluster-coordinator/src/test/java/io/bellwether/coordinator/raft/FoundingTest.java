package io.bellwether.coordinator.raft;

import static io.bellwether.coordinator.raft.Past.FOUNDER;
import static io.bellwether.coordinator.raft.Past.JOINING;
import static io.bellwether.coordinator.raft.Past.MEMBER;
import static io.bellwether.coordinator.raft.Past.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.raft.Founding.Step;
import io.bellwether.coordinator.raft.OtherPasts.Told;
import io.bellwether.protocol.membership.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoundingTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final NodeId STRANGER = new NodeId("d");
    private static final List<Voter> THREE = voters(3);

    private static List<Voter> voters(int count) {
        return IntStream.range(0, count)
                .mapToObj(each ->
                        new Voter(new NodeId(String.valueOf((char) ('a' + each))), "127.0.0.1:" + (9800 + each)))
                .toList();
    }

    private static Step next(Past own, Map<NodeId, Past> told) {
        return Founding.next(A, own, THREE, all(told));
    }

    private static Map<NodeId, Told> all(Map<NodeId, Past> told) {
        Map<NodeId, Told> all = new TreeMap<>();
        told.forEach((id, past) -> all.put(id, new Told(past, List.of())));
        return all;
    }

    private static Step waitFor(NodeId... missing) {
        return new Step.Wait(new TreeSet<>(List.of(missing)));
    }

    @Test
    void whoHasALogAsksNobody() {
        assertThat(next(MEMBER, Map.of())).isEqualTo(new Step.Begin());
    }

    @Test
    void anEmptyDiskPromisesOnceAllOthersHaveAnsweredAndNoneHasBegun() {
        assertThat(next(NOTHING, Map.of())).isEqualTo(waitFor(B, C));
        assertThat(next(NOTHING, Map.of(B, NOTHING))).isEqualTo(waitFor(C));
        assertThat(next(NOTHING, Map.of(B, NOTHING, C, FOUNDER))).isEqualTo(new Step.Promise());
    }

    @Test
    void anEmptyDiskBesideOneThatHasBegunIsRefused() {
        assertThat(next(NOTHING, Map.of(B, MEMBER))).isEqualTo(new Step.Refuse(B));
        assertThat(next(NOTHING, Map.of(B, NOTHING, C, MEMBER))).isEqualTo(new Step.Refuse(C));
        assertThat(next(NOTHING, Map.of(STRANGER, MEMBER)))
                .as("one that votes by now and did not found")
                .isEqualTo(new Step.Refuse(STRANGER));
    }

    @Test
    void whoWasToldToJoinBeginsOnceALeaderDoesNotCountOnIt() {
        var follower = new Told(MEMBER, List.of());
        assertThat(Founding.next(A, JOINING, THREE, Map.of())).isEqualTo(new Step.WaitForLeader());
        assertThat(Founding.next(A, JOINING, THREE, Map.of(B, follower, C, new Told(MEMBER, List.of(A, B, C)))))
                .as("it would be filled again as the voter that it was")
                .isEqualTo(new Step.WaitForLeader());
        assertThat(Founding.next(A, JOINING, THREE, Map.of(B, follower, C, new Told(MEMBER, List.of(B, C)))))
                .isEqualTo(new Step.Begin());
        assertThat(Founding.next(A, JOINING, THREE, Map.of(A, new Told(MEMBER, List.of(B, C)))))
                .isEqualTo(new Step.WaitForLeader());
    }

    @Test
    void besideOneThatWasToldToJoinThereIsACluster() {
        assertThat(next(NOTHING, Map.of(B, JOINING))).isEqualTo(new Step.Refuse(B));
        assertThat(next(FOUNDER, Map.of(B, JOINING))).isEqualTo(new Step.Begin());
    }

    @Test
    void aFounderBeginsOnceAllOthersHavePromisedOrOneHasBegun() {
        assertThat(next(FOUNDER, Map.of(B, NOTHING, C, FOUNDER))).isEqualTo(waitFor(B));
        assertThat(next(FOUNDER, Map.of(B, FOUNDER))).isEqualTo(waitFor(C));
        assertThat(next(FOUNDER, Map.of(B, FOUNDER, C, FOUNDER))).isEqualTo(new Step.Begin());
        assertThat(next(FOUNDER, Map.of(B, MEMBER))).isEqualTo(new Step.Begin());
    }

    @Test
    void whatItSaysItselfIsNoAnswer() {
        assertThat(next(NOTHING, Map.of(A, MEMBER))).isEqualTo(waitFor(B, C));
        assertThat(next(FOUNDER, Map.of(A, MEMBER, B, FOUNDER))).isEqualTo(waitFor(C));
    }

    @Test
    void aSingleCoordinatorWaitsForNobody() {
        assertThat(Founding.next(A, NOTHING, voters(1), Map.of())).isEqualTo(new Step.Promise());
        assertThat(Founding.next(A, FOUNDER, voters(1), Map.of())).isEqualTo(new Step.Begin());
    }

    /** Processes that ask each other while they are killed, started and, at most a minority of them, emptied. */
    @Test
    void nobodyBeginsAfterLosingEverythingAndNobodyElseIsRefused() {
        long first = Long.getLong("founding.seed", System.nanoTime());
        int runs = Long.getLong("founding.seed") == null ? 20_000 : 1;
        System.out.printf("-Dfounding.seed=%d and %d after it%n", first, runs - 1);
        for (long seed = first; seed < first + runs; seed++) {
            new Model(seed).run();
        }
    }

    private static final class Machine {
        Past disk = NOTHING;
        boolean up;
        /** When its disk was emptied, and what had been on it; that happens to it once at most. */
        int emptiedAt = -1;

        Past lost = NOTHING;
        /** Who had begun, like this one, when its disk was emptied. */
        List<Machine> witnesses = List.of();

        /** What it has heard since it last decided; it may be old by then. */
        final Map<NodeId, Past> heard = new TreeMap<>();

        void stop() {
            up = false;
            heard.clear();
        }
    }

    private static final class Model {

        private static final int STEPS = 120;
        private static final int ROUNDS_TO_SETTLE = 4;

        private final long seed;
        private final RandomGenerator random;
        private final List<Voter> voters;
        private final Map<NodeId, Machine> machines = new TreeMap<>();
        private int step;
        private int emptied;

        Model(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.voters = voters(random.nextBoolean() ? 3 : 5);
            voters.forEach(voter -> machines.put(voter.id(), new Machine()));
        }

        void run() {
            for (step = 0; step < STEPS; step++) {
                NodeId id = voters.get(random.nextInt(voters.size())).id();
                happen(id, machine(id));
            }
            machines.values().forEach(machine -> machine.up = true);
            for (int round = 0; round < ROUNDS_TO_SETTLE; round++) {
                machines.forEach((id, machine) -> {
                    askAll(machine);
                    decide(id, machine);
                });
            }
            boolean someBegan = machines.values().stream().anyMatch(each -> each.disk == MEMBER);
            assertThat(someBegan).as("seed %d: somebody has begun", seed).isTrue();
            machines.forEach((id, machine) -> assertThat(machine.disk == MEMBER || machine.emptiedAt >= 0)
                    .as("seed %d: %s has begun, or lost everything", seed, id)
                    .isTrue());
        }

        private void happen(NodeId id, Machine machine) {
            switch (random.nextInt(12)) {
                case 0 -> machine.stop();
                case 1, 2, 3 -> machine.up = true;
                case 4 -> empty(machine);
                case 5, 6, 7 -> hear(machine);
                case 8 -> askAll(machine);
                default -> decide(id, machine);
            }
        }

        private void empty(Machine machine) {
            if (random.nextInt(6) > 0 || emptied == voters.size() / 2 || machine.emptiedAt >= 0) {
                return;
            }
            machine.stop();
            machine.emptiedAt = step;
            machine.lost = machine.disk;
            machine.witnesses = machine.disk == MEMBER ? begun() : List.of();
            machine.disk = NOTHING;
            emptied++;
        }

        private List<Machine> begun() {
            return machines.values().stream()
                    .filter(each -> each.disk == MEMBER)
                    .toList();
        }

        private void hear(Machine machine) {
            NodeId other = voters.get(random.nextInt(voters.size())).id();
            if (machine.up && machine(other).up) {
                machine.heard.put(other, machine(other).disk);
            }
        }

        private void askAll(Machine machine) {
            machine.heard.clear();
            if (machine.up) {
                machines.forEach((id, other) -> {
                    if (other.up) {
                        machine.heard.put(id, other.disk);
                    }
                });
            }
        }

        private void decide(NodeId id, Machine machine) {
            if (!machine.up || machine.disk == MEMBER) {
                return;
            }
            switch (Founding.next(id, machine.disk, voters, all(machine.heard))) {
                case Step.Begin() -> {
                    assertThat(machine.witnesses)
                            .as("seed %d: %s had begun, lost all, and begins again beside others of its time", seed, id)
                            .noneMatch(each -> each != machine && each.emptiedAt < machine.emptiedAt);
                    machine.disk = MEMBER;
                }
                case Step.Promise() -> machine.disk = FOUNDER;
                case Step.Wait(var unused) -> machine.heard.clear();
                case Step.WaitForLeader() -> throw new AssertionError("nobody was told to join");
                case Step.Refuse(var unused) -> {
                    assertThat(machine.lost)
                            .as("seed %d: %s is refused, so it has lost something", seed, id)
                            .isNotEqualTo(NOTHING);
                    machine.stop();
                }
            }
        }

        private Machine machine(NodeId id) {
            return Objects.requireNonNull(machines.get(id));
        }
    }
}
