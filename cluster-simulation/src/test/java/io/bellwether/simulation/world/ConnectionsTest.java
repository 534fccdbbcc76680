package io.bellwether.simulation.world;

import static io.bellwether.simulation.world.Channel.DATAGRAM;
import static io.bellwether.simulation.world.Channel.STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.network.Drop;
import io.bellwether.simulation.network.Latency;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long TIMEOUT = 3_000_000_000L;

    private final World world = Recorder.world(1, 2);
    private final Recorder sender = Recorder.of(world, 0);
    private final Recorder receiver = Recorder.of(world, 1);

    @Test
    void messagesComeInTheOrderInWhichTheyWereSentWhateverTheNetworkDoes() {
        for (long seed = 0; seed < 50; seed++) {
            var rough = Recorder.world(seed, 2);
            rough.network().latency(Latency.logNormal(Duration.ofMillis(20), 1));
            rough.network().loss(0.3);
            rough.network().duplication(0.5);
            rough.streamTimeout(Duration.ofMinutes(10));
            for (int number = 0; number < 100; number++) {
                Recorder.of(rough, 0).send(1, number, STREAM);
                rough.runFor(Duration.ofMillis(10));
            }
            rough.runFor(Duration.ofMinutes(10));
            assertThat(Recorder.of(rough, 1).received)
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
            assertThat(Recorder.of(rough, 0).failed).isEmpty();
        }
    }

    @Test
    void aLossCostsTimeInsteadOfTheMessage() {
        world.network().loss(0, 1, 0.5);
        world.streamTimeout(Duration.ofMinutes(10));
        for (int number = 0; number < 50; number++) {
            sender.send(1, number, STREAM);
            world.runFor(Duration.ofSeconds(10));
        }
        long resent = IntStream.range(0, 50)
                .filter(number -> receiver.receivedAt.get(number) - number * 10_000_000_000L >= 200_000_000L)
                .count();
        assertThat(receiver.received).hasSize(50);
        assertThat(resent).isBetween(10L, 40L);
    }

    @Test
    void aMessageOverACutLinkFailsAfterTheTimeOutWithAllBehindIt() {
        world.network().cut(0, 1);
        sender.send(1, "first", STREAM);
        world.runFor(SECOND);
        sender.send(1, "second", STREAM);
        world.runFor(Duration.ofSeconds(10));
        assertThat(sender.failed).containsExactly("first", "second");
        assertThat(sender.failedAt).containsExactly(TIMEOUT, TIMEOUT);
        assertThat(receiver.received).isEmpty();
        assertThat(world.traffic().dropped(Drop.FAILED)).isEqualTo(2);
    }

    @Test
    void aCutOfTheWayBackStopsAConnectionToo() {
        world.network().cut(1, 0);
        sender.send(1, "unanswered", STREAM);
        world.runFor(Duration.ofSeconds(10));
        assertThat(sender.failed).containsExactly("unanswered");
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void aCutThatHealsInTimeOnlyDelays() {
        world.network().cut(0, 1);
        sender.send(1, "first", STREAM);
        sender.send(1, "second", STREAM);
        world.runFor(SECOND);
        world.network().mend(0, 1);
        world.runFor(SECOND);
        sender.send(1, "third", STREAM);
        world.runFor(SECOND);
        assertThat(receiver.received).containsExactly("first", "second", "third");
        assertThat(sender.failed).isEmpty();
    }

    @Test
    void aConnectionIsUsableAgainAfterItFailed() {
        world.network().cut(0, 1);
        sender.send(1, "lost", STREAM);
        world.runFor(Duration.ofSeconds(10));
        world.network().heal();
        sender.send(1, "found", STREAM);
        world.runFor(SECOND);
        assertThat(receiver.received).containsExactly("found");
    }

    @Test
    void aMessageToAMachineThatIsDownFailsUnlessItComesUpInTime() {
        world.crash(1);
        sender.send(1, "too early", STREAM);
        world.runFor(Duration.ofSeconds(10));
        sender.send(1, "in time", STREAM);
        world.runFor(SECOND);
        world.boot(1);
        world.runFor(SECOND);
        assertThat(sender.failed).containsExactly("too early");
        assertThat(Recorder.of(world, 1).received).containsExactly("in time");
    }

    @Test
    void aRestartedReceiverResetsTheConnectionOfTheOneBefore() {
        sender.send(1, "for the old one", STREAM);
        world.boot(1);
        sender.send(1, "for the new one", STREAM);
        world.runFor(SECOND);
        assertThat(Recorder.of(world, 1).received).containsExactly("for the new one");
        assertThat(sender.failed).containsExactly("for the old one");
        assertThat(sender.failedAt.getFirst()).isLessThan(TIMEOUT);
    }

    @Test
    void aBlockedReceiverTakesMessagesIntoItsBufferAndAFrozenOneDoesNot() {
        world.block(1);
        sender.send(1, "waits", STREAM);
        world.runFor(Duration.ofSeconds(10));
        assertThat(sender.failed).isEmpty();
        world.resume(1);
        world.runFor(SECOND);
        assertThat(receiver.received).containsExactly("waits");
        world.freeze(1);
        sender.send(1, "fails", STREAM);
        world.runFor(Duration.ofSeconds(10));
        assertThat(sender.failed).containsExactly("fails");
    }

    @Test
    void aFullBufferHoldsTheSenderBackAndLosesNothing() {
        world.block(1);
        world.streamTimeout(Duration.ofMinutes(1));
        int megabyte = 1 << 20;
        for (int number = 0; number < 6; number++) {
            sender.machine().send(1, number, megabyte, STREAM);
            world.runFor(SECOND);
        }
        world.resume(1);
        world.runFor(Duration.ofSeconds(10));
        assertThat(receiver.received).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void whatASenderLeavesWaitingIsBounded() {
        world.network().cut(0, 1);
        int megabyte = 1 << 20;
        for (int number = 0; number < 6; number++) {
            sender.machine().send(1, number, megabyte, STREAM);
        }
        world.runFor(SECOND);
        world.network().heal();
        world.runFor(Duration.ofSeconds(10));
        assertThat(receiver.received).containsExactly(0, 1, 2, 3);
        assertThat(sender.failed).containsExactly(4, 5);
    }

    @Test
    void aNewProcessIsNotToldOfTheMessagesOfTheOneBefore() {
        world.network().cut(0, 1);
        sender.send(1, "forgotten", STREAM);
        sender.machine().send(1, "more than may wait", 5 << 20, STREAM);
        world.runFor(SECOND);
        world.boot(0);
        world.runFor(Duration.ofSeconds(10));
        assertThat(Recorder.of(world, 0).failed).isEmpty();
        assertThat(receiver.received).isEmpty();
    }

    @Test
    void bothDirectionsAreConnectionsOfTheirOwn() {
        sender.send(1, "there", STREAM);
        receiver.send(0, "back", STREAM);
        sender.send(0, "to itself", STREAM);
        world.runFor(SECOND);
        assertThat(receiver.received).containsExactly("there");
        assertThat(sender.received).containsExactlyInAnyOrder("back", "to itself");
    }

    @Test
    void datagramsDoNotWaitForAConnection() {
        world.network().loss(0, 1, 0);
        world.network().latency(0, 1, Latency.constant(Duration.ofMillis(50)));
        sender.send(1, "slow", STREAM);
        world.network().latency(0, 1, Latency.constant(Duration.ofMillis(1)));
        sender.send(1, "behind it", STREAM);
        sender.send(1, "beside it", DATAGRAM);
        world.runFor(SECOND);
        assertThat(receiver.received).isEqualTo(List.of("beside it", "slow", "behind it"));
    }
}
