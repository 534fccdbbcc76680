package io.bellwether.simulation.log;

import static java.util.Objects.requireNonNull;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A world of replicas and nothing else. */
final class LogWorld {

    static final long MS = 1_000_000L;

    final List<Integer> voters;
    final LogTiming timing;
    final ReplicaCheck<Long> check;
    final List<LogFaults> faults = new ArrayList<>();
    final List<Long> acknowledged = new ArrayList<>();
    final Network network;
    final World world;

    /** Changes messages on their way; none at the start. */
    UnaryOperator<Object> tampers = UnaryOperator.identity();

    boolean proposing;
    long proposalGapNanos = 300 * MS;
    long commands;

    LogWorld(int voters, LogTiming timing, long seed) {
        this.voters = IntStream.range(0, voters).boxed().toList();
        this.timing = timing;
        this.check = new ReplicaCheck<>(this.voters);
        this.voters.forEach(voter -> faults.add(new LogFaults()));
        this.network = new Network(voters);
        this.world = new World(seed, network, (machine, start, name) -> new LogProgram(this, machine));
    }

    LogWorld boot() {
        world.bootAll();
        return this;
    }

    void runFor(Duration duration) {
        world.runFor(duration);
    }

    /** Runs in small steps until this holds; the milliseconds it took, or -1 when it did not. */
    long millisUntil(BooleanSupplier holds, Duration atMost) {
        long start = world.now();
        while (!holds.getAsBoolean()) {
            if (world.now() - start > atMost.toNanos()) {
                return -1;
            }
            world.runFor(Duration.ofMillis(1));
        }
        return (world.now() - start) / MS;
    }

    LogProgram program(int machine) {
        return (LogProgram) world.program(machine);
    }

    List<LogProgram> programs() {
        return voters.stream().map(this::program).toList();
    }

    /** The machine that leads by its own word and runs, of the highest term; -1 if none. */
    int leader() {
        int best = -1;
        for (int voter : voters) {
            if (world.condition(voter) == Condition.UP && program(voter).leading) {
                best = best == -1 || program(voter).term > program(best).term ? voter : best;
            }
        }
        return best;
    }

    /** Waits for a first leader that all follow. */
    int settle() {
        if (millisUntil(this::agrees, Duration.ofSeconds(20)) < 0) {
            throw new AssertionError("no leader after 20 s, seed " + world.seed());
        }
        return leader();
    }

    /** Whether one leads, all follow it, and all have applied the same. */
    boolean agrees() {
        @Nullable LogProgram leader = leader() == -1 ? null : program(leader());
        return leader != null
                && voters.stream().allMatch(voter -> world.condition(voter) == Condition.UP)
                && programs().stream()
                        .allMatch(each -> each.leader == requireNonNull(leader).leader
                                && each.term == leader.term
                                && each.stateHash == leader.stateHash);
    }

    void isolate(int machine) {
        for (int other : voters) {
            if (other != machine) {
                network.cut(machine, other);
                network.cut(other, machine);
            }
        }
    }

    /** Ends all faults, those of the log included. */
    void heal() {
        network.heal();
        for (int voter : voters) {
            faults.get(voter).holdCommits(false);
            faults.get(voter).delayProposals(Duration.ZERO);
            faults.get(voter).refuseProposals(0);
            faults.get(voter).repeatProposals(0);
            Condition condition = world.condition(voter);
            if (condition == Condition.DOWN) {
                world.boot(voter);
            } else if (condition != Condition.UP) {
                world.resume(voter);
            }
        }
    }
}
