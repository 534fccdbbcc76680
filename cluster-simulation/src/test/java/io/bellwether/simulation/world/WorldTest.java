package io.bellwether.simulation.world;

import static io.bellwether.simulation.world.Channel.DATAGRAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.simulation.faults.FaultPlan;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.network.Traffic.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class WorldTest {

    private static final FaultPlan PLAN = FaultPlan.parse(
            "0.1s crash 1 for 0.2s; 0.2s block 2 for 0.3s; 0.3s loss 0.3 for 1s; 0.4s slow 3 0.001s for 0.5s;"
                    + "0.5s duplicate 0.2; 0.5s split 0,1|1,2,3 for 0.4s; 0.6s freeze 0 for 0.1s");

    @Test
    void theSameSeedGoesTheSameWay() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(hashOf(seed)).as("seed %d", seed).isEqualTo(hashOf(seed));
        }
    }

    @Test
    void everySeedGoesAWayOfItsOwn() {
        var hashes = new HashSet<Long>();
        for (long seed = 0; seed < 100; seed++) {
            hashes.add(hashOf(seed));
        }
        assertThat(hashes).hasSize(100);
    }

    @Test
    void aTraceDoesNotChangeTheRun() {
        var lines = new ArrayList<String>();
        var hash = hashOf(7, (nanos, machine, action, detail) -> lines.add(action));
        assertThat(hash).isEqualTo(hashOf(7));
        assertThat(lines).contains("boot", "crash", "block", "resume", "freeze", "slow", "send", "receive", "drop");
    }

    @Test
    void whatAProgramDigestsChangesTheHash() {
        var plain = Recorder.world(1, 1);
        var digesting = Recorder.world(1, 1);
        assertThat(digesting.hash()).isEqualTo(plain.hash());
        Recorder.of(digesting, 0).machine().digest(5);
        assertThat(digesting.hash()).isNotEqualTo(plain.hash());
    }

    @Test
    void anActionHappensAtItsTimeAndOneThatIsLateHappensNow() {
        var world = Recorder.world(1, 1);
        var times = new ArrayList<Long>();
        world.runFor(Duration.ofSeconds(1));
        world.at(5, () -> times.add(world.now()));
        world.at(3_000_000_000L, () -> times.add(world.now()));
        world.runUntil(3_000_000_000L);
        assertThat(times).containsExactly(1_000_000_000L, 3_000_000_000L);
    }

    @Test
    void aCheckComesAgainAndAgainUntilTheRunIsHalted() {
        var world = Recorder.world(1, 1);
        var times = new ArrayList<Long>();
        world.every(Duration.ofMillis(10), () -> {
            times.add(world.now());
            if (times.size() == 3) {
                world.halt();
            }
        });
        world.runFor(Duration.ofSeconds(1));
        assertThat(times).containsExactly(10_000_000L, 20_000_000L, 30_000_000L);
        assertThat(world.now()).isEqualTo(30_000_000L);
    }

    @Test
    void aMessageToAMachineThatIsNotThereIsRefusedByName() {
        var world = Recorder.world(1, 2);
        assertThatThrownBy(() -> Recorder.of(world, 0).send(2, "x", DATAGRAM))
                .hasMessage("machine 0 sends to 2, but machines are 0 to 1");
    }

    @Test
    void aMillionMessagesTakeFarLessThanTenSeconds() {
        var world = chatter(1, 100);
        long begin = System.nanoTime();
        while (world.traffic().bytes(Way.RECEIVED, 0) < 10_000 * 100) {
            world.runFor(Duration.ofMillis(100));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    private static long hashOf(long seed) {
        return hashOf(seed, null);
    }

    private static long hashOf(long seed, @Nullable Trace trace) {
        var world = new World(seed, new Network(4), (machine, start, name) -> new Chatter(4, 500));
        if (trace != null) {
            world.trace(trace);
            world.traceMessages();
        }
        PLAN.applyTo(world);
        world.bootAll();
        world.runFor(Duration.ofSeconds(2));
        return world.hash();
    }

    private static World chatter(long seed, int machines) {
        var world = new World(seed, new Network(machines), (machine, start, name) -> new Chatter(machines, 999));
        world.bootAll();
        return world;
    }

    /** Sends five balls each second, and passes each on to anybody, mostly. */
    private static final class Chatter implements Program {
        private final int machines;
        private final int forwardPerMille;
        private final List<Machine> own = new ArrayList<>();
        private long deadline;

        Chatter(int machines, int forwardPerMille) {
            this.machines = machines;
            this.forwardPerMille = forwardPerMille;
        }

        @Override
        public void start(Machine machine) {
            own.add(machine);
            deadline = machine.nanos();
        }

        @Override
        public void received(int from, Object message, Channel channel) {
            var machine = own.getFirst();
            if (machine.random().nextInt(1000) < forwardPerMille) {
                machine.send(machine.random().nextInt(machines), message, 100, channel);
            }
        }

        @Override
        public void wake() {
            var machine = own.getFirst();
            deadline += 200_000_000L;
            var channel = machine.random().nextBoolean() ? Channel.DATAGRAM : Channel.STREAM;
            machine.send(machine.random().nextInt(machines), "ball", 100, channel);
        }

        @Override
        public long deadlineNanos() {
            return deadline;
        }
    }
}
