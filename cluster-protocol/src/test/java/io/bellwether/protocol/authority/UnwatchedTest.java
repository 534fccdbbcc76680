package io.bellwether.protocol.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Trial;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A member that no eligible observer watches: the leader's only observer doubts itself. */
final class UnwatchedTest {

    private static final TimingProfile PROFILE = TimingProfile.DEFAULT;
    private static final long TRIAL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long STEP_NANOS = Duration.ofMillis(50).toNanos();
    private static final long LEADER = 1;
    private static final long SUBJECT = 2;

    private final ClusterState state = new ClusterState(StateRules.of(PROFILE));
    private final ReportBook book = new ReportBook(PROFILE);
    private final List<Command> proposed = new ArrayList<>();
    private final Doorbell doorbell = new Doorbell();
    private final Leadership leadership;

    UnwatchedTest() {
        admit("coordinator", true);
        admit("node", false);
        MonitoringGraph graph = new MonitoringGraph();
        graph.update(state.view());
        Inquiry secondOpinion = new Inquiry(Trial.PING, TRIAL_NANOS, TRIAL_NANOS, new Doorbell());
        Evidence evidence = new Evidence(
                PROFILE,
                state,
                book,
                graph,
                secondOpinion,
                new Inquiry(Trial.STAND_IN, TRIAL_NANOS, TRIAL_NANOS, doorbell),
                new Proposals(PROFILE.electionMax().toNanos()));
        leadership = new Leadership(evidence, () -> LEADER, this::propose, 0, 0);
    }

    private void propose(Command command) {
        if (command instanceof Command.Lose) {
            proposed.add(command);
        }
    }

    private void admit(String name, boolean coordinator) {
        state.apply(new Entry(
                1, 0, 0, new Command.Admit(new NodeId(name), "i-" + name, 0, name + ":7800", "", "", coordinator, 0)));
    }

    /** Nobody answers it. */
    private static final class Doorbell implements Inquiry.Questioner {
        private long rounds;
        private boolean rung;

        @Override
        public void ask(long subject, long round, Trial how) {
            rung = true;
        }

        @Override
        public long nextRound() {
            return ++rounds;
        }

        @Override
        public int voters() {
            return 1;
        }

        @Override
        public boolean isVoter(long subject) {
            return subject == LEADER;
        }
    }

    private void report(long sender, long sequence, boolean doubt, long nowNanos) {
        book.put(sender, new Message.Report(sequence, 1, doubt, 100, List.of()), 0, true, nowNanos);
    }

    private void passClusterTime(long nowNanos) {
        state.apply(new Entry(1, nowNanos, nowNanos / 1_000_000, new Command.Tick()));
    }

    /** Judges as a leader does, twenty times a second, until it proposes a loss; says when. */
    private long lostAt(long lastReportNanos) {
        for (long now = 0; now < 60 * TRIAL_NANOS; now += STEP_NANOS) {
            report(LEADER, 1 + now, true, now);
            if (now <= lastReportNanos) {
                report(SUBJECT, 1 + now, false, now);
            }
            passClusterTime(now);
            leadership.judge(now);
            if (!proposed.isEmpty()) {
                return now;
            }
        }
        throw new IllegalStateException("never lost");
    }

    @Test
    void itIsLostAsSoonAsTheCapAndTheStandInHaveFailedWheneverItFellSilent() {
        long longest = 0;
        for (int phase = 0; phase < 20; phase++) {
            long lastReport = 3 * TRIAL_NANOS + phase * STEP_NANOS;
            longest = Math.max(longest, new UnwatchedTest().lostAt(lastReport) - lastReport);
        }

        // The cap, a trial that nobody ends early and so a quarter longer, and a round to see each.
        long promised = PROFILE.silenceCap().toNanos() + TRIAL_NANOS + TRIAL_NANOS / 4 + 2 * STEP_NANOS;
        assertThat(Duration.ofNanos(longest)).isLessThanOrEqualTo(Duration.ofNanos(promised));
    }

    @Test
    void aMemberThatHasNotSaidAWordYetHasTheFailureTimeoutForIt() {
        long failureTimeout = PROFILE.failureTimeout().toNanos();

        long lost = lostAt(-1);

        assertThat(Duration.ofNanos(lost))
                .isBetween(
                        PROFILE.failureTimeout(),
                        Duration.ofNanos(failureTimeout + TRIAL_NANOS + TRIAL_NANOS / 4 + 2 * STEP_NANOS));
    }

    @Test
    void nobodyKnocksAtTheDoorOfAMemberThatReports() {
        for (long now = 0; now < 20 * TRIAL_NANOS; now += STEP_NANOS) {
            report(LEADER, 1 + now, true, now);
            report(SUBJECT, 1 + now, true, now);
            leadership.judge(now);
        }

        assertThat(doorbell.rung).isFalse();
        assertThat(proposed).isEmpty();
    }
}
