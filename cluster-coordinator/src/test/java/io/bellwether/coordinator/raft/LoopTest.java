package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.bellwether.coordinator.logging.PatientAppender;
import io.bellwether.protocol.timing.TimingProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Raft goes round whatever hangs beside it: each is made to hang, and the beats go on. */
class LoopTest {

    private static final Duration WHILE = TimingProfile.FAST.electionMax().multipliedBy(3);

    @TempDir
    Path folder;

    private Peers peers;
    private Peer leader;
    private long term;

    @BeforeEach
    void start() {
        peers = Peers.three(folder);
        peers.write("before");
        leader = peers.leader();
        term = leader.log.status().term();
    }

    @AfterEach
    void stop() {
        peers.close();
    }

    @Test
    void aStateMachineThatHangsAtTheLeaderStopsNoBeat() {
        var hangs = new CompletableFuture<Void>();
        leader.stall(hangs);
        try {
            expectBeats();
        } finally {
            hangs.complete(null);
        }
        peers.write("after");
    }

    @Test
    void aStateMachineThatHangsAtAFollowerStopsNoBeat() {
        var hangs = new CompletableFuture<Void>();
        peers.followers().getFirst().stall(hangs);
        try {
            expectBeats();
        } finally {
            hangs.complete(null);
        }
        peers.write("after");
    }

    @Test
    void aSnapshotThatHangsStopsNoBeat() {
        var hangs = new CompletableFuture<Void>();
        leader.stall(hangs);
        CompletableFuture<Long> snapshot = leader.log.takeSnapshot();
        try {
            expectBeats();
            assertThat(snapshot).isNotDone();
        } finally {
            hangs.complete(null);
        }
        await("it is taken").atMost(Peers.PATIENCE).until(snapshot::isDone);
    }

    @Test
    void aClientThatHangsWhereItIsAnsweredStopsNoBeat() {
        var hangs = new CompletableFuture<Void>();
        var listening = new CompletableFuture<Void>();
        leader.stall(listening);
        // Before it is answered: whoever comes later hangs by himself.
        var unused = leader.write("mine").thenRun(hangs::join);
        listening.complete(null);
        try {
            expectBeats();
        } finally {
            hangs.complete(null);
        }
    }

    @Test
    void aLogLineThatHangsStopsNoBeat() throws InterruptedException {
        var hangs = new CountDownLatch(1);
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger library = context.getLogger("org.apache.ratis");
        var stuck = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent line) {
                try {
                    hangs.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        stuck.setContext(context);
        stuck.start();
        var patient = PatientAppender.before(stuck);
        Level before = library.getLevel();
        library.setLevel(Level.WARN);
        library.setAdditive(false);
        library.addAppender(patient);
        try {
            // More lines than the appender holds, from a thread as those are that a beat comes from.
            Thread tells = Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < 3 * PatientAppender.LINES_MAX; i++) {
                    library.warn("line {}", i);
                }
            });
            await("nobody waits for a line").atMost(Peers.PATIENCE).until(() -> !tells.isAlive());
            expectBeats();
            assertThat(patient.lost()).isPositive();
        } finally {
            library.detachAppender(patient);
            library.setAdditive(true);
            library.setLevel(before);
            hangs.countDown();
            patient.stop();
        }
    }

    private void expectBeats() {
        Peer follower =
                peers.all().stream().filter(peer -> peer != leader).findFirst().orElseThrow();
        long beats = follower.log.traffic().loopTicks();
        await("three upper bounds").pollDelay(WHILE).atMost(Peers.PATIENCE).until(() -> true);
        assertThat(follower.log.traffic().loopTicks() - beats)
                .as("beats taken meanwhile")
                .isGreaterThan(
                        WHILE.dividedBy(4 * TimingProfile.FAST.raftHeartbeat().toMillis())
                                .toMillis());
        assertThat(peers.all()).extracting(peer -> peer.log.status().term()).containsOnly(term);
        assertThat(leader.log.stepDowns()).isZero();
    }
}
