package io.bellwether.simulation.world;

import static io.bellwether.simulation.world.Channel.DATAGRAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.simulation.network.Network;
import java.time.Duration;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

    private static final long MILLI = 1_000_000L;

    @Test
    void aProgramIsWokenAtEachOfItsDeadlinesAlsoWhereItsClockWraps() {
        boolean wrapped = false;
        for (long seed = 0; seed < 40; seed++) {
            var world = Recorder.world(seed, 2);
            var program = Recorder.of(world, 0);
            program.period = 1000 * MILLI;
            program.wakeAfter(Duration.ofSeconds(1));
            Recorder.of(world, 1).send(0, "look at your deadline", DATAGRAM);
            long before = world.nanosOf(0);
            world.runFor(Duration.ofMinutes(2));
            wrapped |= world.nanosOf(0) < before;
            assertThat(program.wokenAt)
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 120)
                            .mapToObj(second -> second * 1000 * MILLI)
                            .toList());
        }
        assertThat(wrapped).as("at least one clock wrapped").isTrue();
    }

    @Test
    void aDeadlineMayBeMovedEarlierAndLaterByWhatIsReceived() {
        var world = Recorder.world(1, 2);
        var program = Recorder.of(world, 0);
        move(world, program, Duration.ofMillis(500));
        world.runFor(Duration.ofMillis(10));
        move(world, program, Duration.ofMillis(100));
        world.runFor(Duration.ofMillis(10));
        move(world, program, Duration.ofMillis(300));
        world.runFor(Duration.ofSeconds(1));
        assertThat(program.wokenAt).containsExactly(320 * MILLI);
    }

    @Test
    void aProgramWithoutADeadlineIsNotWoken() {
        var world = Recorder.world(1, 1);
        world.runFor(Duration.ofSeconds(100));
        assertThat(Recorder.of(world, 0).wokenAt).isEmpty();
    }

    @Test
    void aProgramThatIsAlwaysDueIsToldSoInsteadOfHangingTheRun() {
        var world = new World(1, new Network(1), (machine, start, name) -> new Restless());
        world.boot(0);
        assertThatThrownBy(() -> world.runFor(Duration.ofSeconds(1)))
                .hasMessage("machine 0 asked to be woken more than 1000 times in one moment");
    }

    @Test
    void clocksOfProcessesBeginAnywhereAndOneInFourNearTheirEnd() {
        var world = Recorder.world(1, 1000);
        var origins = new HashSet<Long>();
        int nearTheEnd = 0;
        for (int machine = 0; machine < world.machines(); machine++) {
            origins.add(world.nanosOf(machine));
            if (world.nanosOf(machine) > Long.MAX_VALUE - Duration.ofMinutes(2).toNanos()) {
                nearTheEnd++;
            }
        }
        assertThat(origins).hasSize(1000);
        assertThat(nearTheEnd).isBetween(200, 300);
    }

    private static void move(World world, Recorder program, Duration to) {
        program.wakeAfter(to);
        Recorder.of(world, 1).send(0, "look at your deadline", DATAGRAM);
    }

    private static final class Restless implements Program {
        private long deadline;

        @Override
        public void start(Machine machine) {
            deadline = machine.nanos();
        }

        @Override
        public void received(int from, Object message, Channel channel) {}

        @Override
        public void wake() {}

        @Override
        public long deadlineNanos() {
            return deadline;
        }
    }
}
