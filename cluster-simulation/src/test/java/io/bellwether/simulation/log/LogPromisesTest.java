package io.bellwether.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Condition;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random faults on every replica: {@link ReplicaCheck} throws at the first broken promise. */
class LogPromisesTest {

    private static final long SEED = Long.getLong("seed", 0);
    private static final int RUNS = Long.getLong("seed") == null ? Integer.getInteger("runs", 150) : 1;
    private static final Duration FAULTS_LAST = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource(Channel.class)
    void whateverFailsThePromisesHoldAndAfterHealingAllReplicasAgree(Channel channel) {
        long entries = 0;
        int elections = 0;
        long slowestMillis = 0;
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            try {
                LogWorld log = randomRun(seed, channel);
                slowestMillis = Math.max(slowestMillis, healedAfterMillis(log));
                entries += log.check.committedIndex();
                elections += log.check.elections();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("broken with -Dseed=%d on %s: %s".formatted(seed, channel, e.getMessage()), e);
            }
        }
        System.out.printf(
                "%s: %d runs of 120 s of faults, %d entries, %d elections; whole again after at most %d ms%n",
                channel, RUNS, entries, elections, slowestMillis);
        if (RUNS > 1) {
            assertThat(entries).as("committed entries").isGreaterThan(100L * RUNS);
            assertThat(elections).as("elections").isGreaterThan(3 * RUNS);
        }
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void theSameSeedGoesTheSameWay(Channel channel) {
        assertThat(randomRun(5, channel).world.hash())
                .isEqualTo(randomRun(5, channel).world.hash());
        assertThat(randomRun(5, channel).world.hash())
                .isNotEqualTo(randomRun(6, channel).world.hash());
    }

    /** Two minutes of faults, one every 750 ms. */
    private static LogWorld randomRun(long seed, Channel channel) {
        var random = new SplittableRandom(seed);
        LogTiming fast = LogTiming.of(TimingProfile.FAST);
        var timing = new LogTiming(
                fast.electionMinNanos(),
                fast.electionMaxNanos(),
                fast.heartbeatNanos(),
                1 + random.nextInt(4),
                channel);
        var log = new LogWorld(List.of(1, 3, 3, 5).get(random.nextInt(4)), timing, seed).boot();
        log.proposing = true;
        while (log.world.now() < FAULTS_LAST.toNanos()) {
            log.runFor(Duration.ofMillis(random.nextLong(1500)));
            oneFault(log, random);
        }
        return log;
    }

    private static void oneFault(LogWorld log, SplittableRandom random) {
        int other = random.nextInt(log.voters.size());
        int node = log.leader() != -1 && random.nextInt(3) == 0 ? log.leader() : random.nextInt(log.voters.size());
        LogFaults faults = log.faults.get(node);
        boolean up = log.world.condition(node) == Condition.UP;
        switch (random.nextInt(16)) {
            case 0, 1 -> log.world.crash(node);
            case 2, 3 -> log.world.boot(node);
            case 4 -> {
                if (up) {
                    log.world.freeze(node);
                }
            }
            case 5 -> {
                if (up) {
                    log.world.block(node);
                }
            }
            case 6 -> {
                if (!up && log.world.condition(node) != Condition.DOWN) {
                    log.world.resume(node);
                }
            }
            case 7, 8 -> {
                if (node != other) {
                    log.network.cut(node, other);
                }
            }
            case 9 -> log.isolate(node);
            case 10 -> log.network.loss(random.nextDouble(0.6));
            case 11 -> {
                log.network.duplication(random.nextDouble(0.3));
                log.network.reordering(random.nextDouble(0.3), Duration.ofMillis(random.nextLong(1, 300)));
            }
            case 12 -> faults.holdCommits(random.nextBoolean());
            case 13 -> {
                faults.delayProposals(Duration.ofMillis(random.nextLong(400)));
                faults.refuseProposals(random.nextDouble(0.5));
                faults.repeatProposals(random.nextDouble(0.5));
            }
            case 14 -> faults.loseLeadership();
            default -> log.heal();
        }
    }

    /** Heals and demands a leader and the same log everywhere, with everything in it that was acknowledged. */
    private static long healedAfterMillis(LogWorld log) {
        log.proposing = false;
        log.heal();
        log.runFor(Duration.ofMillis(100)); // A leader told to step down does so at its next heartbeat.
        long took =
                log.millisUntil(log::agrees, TimingProfile.FAST.electionMax().multipliedBy(6));
        assertThat(took).as("time to agree after healing").isNotNegative();
        LogProgram leader = log.program(log.leader());
        long last = ++log.commands;
        leader.propose(last);
        // A connection that a cut has left waits up to its time-out of 3 s before it tries again.
        long arrived = log.millisUntil(
                () -> log.programs().stream().allMatch(each -> each.commands.contains(last)), Duration.ofSeconds(4));
        assertThat(arrived).as("time until all have one more entry").isNotNegative();
        assertThat(leader.commands).endsWith(last).containsAll(log.acknowledged);
        for (LogProgram each : log.programs()) {
            assertThat(each.commands).isEqualTo(leader.commands);
            assertThat(each.open).as("proposals without an outcome").isEmpty();
        }
        return took + arrived;
    }
}
