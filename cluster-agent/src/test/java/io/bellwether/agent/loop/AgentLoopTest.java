package io.bellwether.agent.loop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.agent.transport.MessageTransport;
import io.bellwether.agent.transport.UdpSocket;
import io.bellwether.protocol.message.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AgentLoopTest {

    private final Counters counters = new Counters();
    private final UdpSocket socket = UdpSocket.open(new HostPort("127.0.0.1", 0), false, counters);
    private final AgentLoop loop =
            new AgentLoop("test", new MessageTransport(socket, ClusterSecret.keyRing(null), counters), counters);
    private final Puppet puppet = new Puppet();
    private boolean started;

    AgentLoopTest() throws IOException {}

    private static final class Puppet implements Resident {
        final AtomicInteger steps = new AtomicInteger();
        final AtomicInteger toThrow = new AtomicInteger();
        final List<Message> received = new CopyOnWriteArrayList<>();
        final AtomicReference<@Nullable Throwable> cause = new AtomicReference<>();
        final CountDownLatch ended = new CountDownLatch(1);
        volatile long period = ofSeconds(100).toNanos();
        private volatile long due = System.nanoTime();

        @Override
        public long deadlineNanos() {
            return due;
        }

        @Override
        public void step(long nowNanos) {
            if (nowNanos - due >= 0) {
                due = nowNanos + period;
                steps.incrementAndGet();
            }
            if (toThrow.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("broken");
            }
        }

        @Override
        public void received(long from, Message message, long nowNanos) {
            received.add(message);
        }

        @Override
        public void ended(@Nullable Throwable why) {
            cause.set(why);
            ended.countDown();
        }
    }

    private void start() {
        loop.add(puppet);
        loop.start();
        started = true;
    }

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
        if (started) {
            assertThat(loop.awaitEnd(ofSeconds(5))).isTrue();
        } else {
            socket.close();
        }
    }

    @Test
    void aResidentIsSteppedWhenItsDeadlineHasCome() {
        puppet.period = 5_000_000;
        start();
        await("steps").atMost(ofSeconds(5)).until(() -> puppet.steps.get() > 20);
    }

    @Test
    void whatFindsNoRoomIsRefusedAndCounted() {
        for (int i = 0; i < AgentLoop.MAILBOX_MAX; i++) {
            assertThat(loop.execute(() -> {})).isTrue();
        }
        assertThat(loop.execute(() -> {})).isFalse();
        assertThat(counters.get(AgentCount.MAILBOX_OVERFLOWS)).isEqualTo(1);
        start();
        await("all are done").atMost(ofSeconds(5)).until(() -> loop.mailboxSize() == 0);
        assertThat(loop.execute(() -> {})).isTrue();
    }

    @Test
    void tasksRunOnTheThreadOfTheLoopInTheirOrder() throws InterruptedException {
        start();
        List<String> done = new CopyOnWriteArrayList<>();
        CountDownLatch last = new CountDownLatch(1);
        loop.execute(() -> done.add("a " + Thread.currentThread().getName()));
        loop.execute(() -> done.add("b " + Thread.currentThread().getName()));
        loop.execute(last::countDown);
        assertThat(last.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(done).containsExactly("a test", "b test");
    }

    @Test
    void aMessageToItselfReachesTheResidents() {
        start();
        loop.execute(() -> loop.deliver(7, new Message.Pong(5)));
        await("the message").atMost(ofSeconds(5)).until(() -> puppet.received.size() == 1);
        assertThat(puppet.received).containsExactly(new Message.Pong(5));
    }

    @Test
    void oneFailureIsCountedAndTheLoopGoesOn() {
        puppet.toThrow.set(1);
        puppet.period = 5_000_000;
        start();
        await("steps").atMost(ofSeconds(5)).until(() -> puppet.steps.get() > 10);
        assertThat(counters.get(AgentCount.STEP_FAILURES)).isEqualTo(1);
        assertThat(puppet.ended.getCount()).isEqualTo(1);
    }

    @Test
    void failuresThatRepeatEndTheLoopWithTheirCause() throws InterruptedException {
        puppet.toThrow.set(100);
        puppet.period = 5_000_000;
        start();
        assertThat(puppet.ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(puppet.cause.get()).isInstanceOf(IllegalStateException.class).hasMessage("broken");
        assertThat(counters.get(AgentCount.STEP_FAILURES)).isEqualTo(3);
        assertThat(loop.awaitEnd(ofSeconds(5))).isTrue();
    }

    @Test
    void anErrorEndsItAtOnce() throws InterruptedException {
        start();
        loop.execute(() -> {
            throw new StackOverflowError("planted");
        });
        assertThat(puppet.ended.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(puppet.cause.get()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void aTaskThatTakesLongShowsAsDelay() {
        puppet.period = 5_000_000;
        start();
        await("steps").atMost(ofSeconds(5)).until(() -> puppet.steps.get() > 5);
        loop.execute(() -> {
            long until = System.nanoTime() + 120_000_000L;
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        });
        await("the delay shows")
                .atMost(ofSeconds(5))
                .until(() -> loop.delay().worstNanos(System.nanoTime()) > 80_000_000L);
    }

    @Test
    void whoWakesItWithoutReasonCostsTurnsAndNothingElse() {
        start();
        long before = counters.get(AgentCount.LOOP_TURNS);
        loop.wake();
        await("a turn").atMost(ofSeconds(5)).until(() -> counters.get(AgentCount.LOOP_TURNS) > before);
    }
}
