package io.bellwether.simulation.world;

import static io.bellwether.simulation.world.Channel.DATAGRAM;
import static io.bellwether.simulation.world.Channel.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.network.Drop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HostFaultsTest {

    private static final long MILLI = 1_000_000L;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world = Recorder.world(1, 2);
    private final Recorder sender = Recorder.of(world, 0);
    private final Recorder receiver = Recorder.of(world, 1);

    @Test
    void aCrashLosesTheStateAndWhatIsOnItsWay() {
        sender.send(1, "lost", DATAGRAM);
        world.crash(1);
        world.runFor(SECOND);
        assertThat(receiver.received).isEmpty();
        assertThat(world.traffic().dropped(Drop.DOWN)).isEqualTo(1);
        assertThat(world.condition(1)).isEqualTo(Condition.DOWN);
    }

    @Test
    void aCrashedProgramIsNotWoken() {
        receiver.period = MILLI;
        receiver.wakeAfter(Duration.ofMillis(1));
        sender.send(1, "look at your deadline", DATAGRAM);
        world.runFor(Duration.ofMillis(10));
        int before = receiver.wokenAt.size();
        world.crash(1);
        world.runFor(SECOND);
        assertThat(before).isPositive();
        assertThat(receiver.wokenAt).hasSize(before);
    }

    @Test
    void aRestartIsANewProgramUnderTheSameNameWithAnotherClock() {
        long clock = world.nanosOf(1);
        world.boot(1);
        assertThat(Recorder.of(world, 1)).isNotSameAs(receiver);
        assertThat(Recorder.of(world, 1).name).isEqualTo(1);
        assertThat(world.starts(1)).isEqualTo(2);
        assertThat(world.nanosOf(1)).isNotEqualTo(clock);
    }

    @Test
    void aRestartUnderANewNameHasOneThatNobodyHad() {
        world.bootRenamed(1);
        world.bootRenamed(0);
        assertThat(Recorder.of(world, 1).name).isEqualTo(2);
        assertThat(Recorder.of(world, 0).name).isEqualTo(3);
        world.boot(1);
        assertThat(world.name(1)).as("kept by a plain restart").isEqualTo(2);
    }

    @Test
    void aRestartedProcessDrawsOtherChancesThanTheOneBefore() {
        long before = receiver.machine().random().nextLong();
        world.boot(1);
        assertThat(Recorder.of(world, 1).machine().random().nextLong()).isNotEqualTo(before);
    }

    @Test
    void anOrderlyStopSaysFarewell() {
        receiver.onStop = () -> receiver.send(0, "farewell", DATAGRAM);
        world.stop(1);
        world.runFor(SECOND);
        assertThat(sender.received).containsExactly("farewell");
        assertThat(world.condition(1)).isEqualTo(Condition.DOWN);
    }

    @Test
    void aBlockedLoopGetsWhatHasArrivedWhenItGoesOn() {
        world.block(1);
        sender.send(1, "first", DATAGRAM);
        sender.send(1, "second", DATAGRAM);
        world.runFor(SECOND);
        assertThat(receiver.received).isEmpty();
        world.resume(1);
        world.runFor(Duration.ZERO);
        assertThat(receiver.received).containsExactly("first", "second");
        assertThat(receiver.receivedAt).containsExactly(1000 * MILLI, 1000 * MILLI);
    }

    @Test
    void theBufferOfABlockedLoopKeepsTheOldestAndDropsWhatNoLongerFits() {
        world.block(1);
        for (int number = 0; number < 300; number++) {
            sender.send(1, number, DATAGRAM);
        }
        world.runFor(SECOND);
        world.resume(1);
        world.runFor(SECOND);
        assertThat(receiver.received).hasSize(256).startsWith(0, 1, 2).endsWith(255);
        assertThat(world.traffic().dropped(Drop.FULL)).isEqualTo(44);
        world.block(1);
        sender.send(1, "fits again", DATAGRAM);
        world.runFor(SECOND);
        world.resume(1);
        world.runFor(SECOND);
        assertThat(receiver.received).endsWith("fits again");
    }

    @Test
    void aPacketIsChargedWhatLinuxWasSeenToCharge() {
        for (var measured : List.of(
                List.of(1, 256),
                List.of(197, 256),
                List.of(198, 166),
                List.of(645, 166),
                List.of(646, 92),
                List.of(1669, 92),
                List.of(1670, 48),
                List.of(3717, 48),
                List.of(3718, 25))) {
            int bytes = measured.getFirst();
            long fit = Inbox.DATAGRAMS_MAX / Inbox.charge(bytes);
            assertThat(fit)
                    .as("packets of %d bytes", bytes)
                    .isBetween(measured.getLast() - 1L, measured.getLast() + 1L);
        }
    }

    @Test
    void anOverdueWakeComesAfterOrBetweenWhatHasArrived() {
        var places = new HashSet<Integer>();
        for (long seed = 0; seed < 50; seed++) {
            var other = Recorder.world(seed, 2);
            var late = Recorder.of(other, 1);
            late.wakeAfter(Duration.ofMillis(100));
            Recorder.of(other, 0).send(1, "look at your deadline", DATAGRAM);
            other.runFor(Duration.ofMillis(10));
            other.block(1);
            List.of("a", "b", "c").forEach(message -> Recorder.of(other, 0).send(1, message, DATAGRAM));
            other.runFor(SECOND);
            assertThat(late.wokenAt).as("woken while blocked, seed %d", seed).isEmpty();
            other.resume(1);
            other.runFor(Duration.ZERO);
            assertThat(late.wokenAt).as("seed %d", seed).containsExactly(1010 * MILLI);
            places.add(late.order.indexOf("wake"));
        }
        assertThat(places).as("places among three messages").containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    @Test
    void aFrozenMachineDropsPacketsAndIsWokenLate() {
        receiver.wakeAfter(Duration.ofMillis(100));
        sender.send(1, "look at your deadline", DATAGRAM);
        world.runFor(Duration.ofMillis(10));
        world.freeze(1);
        sender.send(1, "dropped", DATAGRAM);
        world.runFor(SECOND);
        world.resume(1);
        world.runFor(SECOND);
        assertThat(receiver.received).containsExactly("look at your deadline");
        assertThat(world.traffic().dropped(Drop.FROZEN)).isEqualTo(1);
        assertThat(receiver.wokenAt).containsExactly(1010 * MILLI);
    }

    @Test
    void aSlowMachineTakesItsTimeForEachCallAndOneAfterTheOther() {
        world.slow(1, Duration.ofMillis(10));
        sender.send(1, "a", DATAGRAM);
        sender.send(1, "b", STREAM);
        world.runFor(SECOND);
        sender.send(1, "c", DATAGRAM);
        world.runFor(SECOND);
        assertThat(receiver.received).containsExactly("a", "b", "c");
        assertThat(receiver.receivedAt).containsExactly(11 * MILLI, 21 * MILLI, 1011 * MILLI);
        assertThat(receiver.channels).containsExactly(DATAGRAM, STREAM, DATAGRAM);
    }

    @Test
    void aSlowMachineIsWokenLate() {
        receiver.wakeAfter(Duration.ofMillis(50));
        sender.send(1, "look at your deadline", DATAGRAM);
        world.runFor(Duration.ofMillis(10));
        world.slow(1, Duration.ofMillis(10));
        world.runFor(SECOND);
        assertThat(receiver.wokenAt).containsExactly(60 * MILLI);
    }

    @Test
    void theWallClockJumpsAndMonotonicTimeDoesNotNotice() {
        long wall = world.wallMillisOf(1);
        long monotonic = world.nanosOf(1);
        world.jumpWallClock(1, Duration.ofHours(-1));
        world.runFor(SECOND);
        assertThat(world.wallMillisOf(1) - wall).isEqualTo(-3_599_000);
        assertThat(world.nanosOf(1) - monotonic).isEqualTo(1000 * MILLI);
    }
}
