package io.bellwether.simulation.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Machine;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FaultTest {

    private final World world = new World(1, new Network(3), (machine, start, name) -> new Idle());

    @Test
    void aCrashEndsWithARestartAndAReplacementWithANewName() {
        begin("1s crash 0 for 1s; 1s replace 1 for 1s; 1s stop 2 for 1s");
        assertThat(world.condition(0)).isEqualTo(Condition.DOWN);
        assertThat(world.condition(1)).isEqualTo(Condition.DOWN);
        assertThat(world.condition(2)).isEqualTo(Condition.DOWN);
        world.runFor(Duration.ofSeconds(2));
        assertThat(world.condition(0)).isEqualTo(Condition.UP);
        assertThat(world.name(0)).isZero();
        assertThat(world.name(1)).isEqualTo(3);
        assertThat(world.starts(2)).isEqualTo(2);
    }

    @Test
    void theLaterOfTwoOverlappingCrashesDoesNotRestartTwice() {
        begin("1s crash 0 for 1s; 1.2s crash 0 for 5s");
        world.runFor(Duration.ofSeconds(10));
        assertThat(world.starts(0)).isEqualTo(2);
    }

    @Test
    void pausesBeginAndEnd() {
        begin("1s block 0 for 1s; 1s freeze 1 for 1s");
        assertThat(world.condition(0)).isEqualTo(Condition.BLOCKED);
        assertThat(world.condition(1)).isEqualTo(Condition.FROZEN);
        world.runFor(Duration.ofSeconds(2));
        assertThat(world.condition(0)).isEqualTo(Condition.UP);
        assertThat(world.condition(1)).isEqualTo(Condition.UP);
    }

    @Test
    void cutsAndSplitsEndWithoutTouchingEachOther() {
        begin("1s cut 0 1 for 5s; 1s split 0|1,2 for 1s");
        assertThat(world.network().open(1, 0)).isFalse();
        world.runFor(Duration.ofSeconds(2));
        assertThat(world.network().open(1, 0)).isTrue();
        assertThat(world.network().open(0, 1)).isFalse();
        world.runFor(Duration.ofSeconds(5));
        assertThat(world.network().open(0, 1)).isTrue();
    }

    @Test
    void aClockJumpsThereAndBack() {
        long before = world.wallMillisOf(0);
        begin("1s clock 0 -3600s for 1s");
        assertThat(world.wallMillisOf(0) - before).isEqualTo(-3_600_000 + 1500);
        world.runFor(Duration.ofSeconds(2));
        assertThat(world.wallMillisOf(0) - before).isEqualTo(3500);
    }

    private void begin(String plan) {
        FaultPlan.parse(plan).applyTo(world);
        world.bootAll();
        world.runFor(Duration.ofMillis(1500));
    }

    private static final class Idle implements Program {
        @Override
        public void start(Machine machine) {}

        @Override
        public void received(int from, Object message, Channel channel) {}

        @Override
        public void wake() {}

        @Override
        public long deadlineNanos() {
            return Long.MAX_VALUE;
        }
    }
}
