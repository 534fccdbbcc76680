package io.bellwether.protocol.authority;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message.Report;
import io.bellwether.protocol.message.Message.Trial;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import io.bellwether.protocol.monitoring.Neighbours;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Command.Target;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What the rules of a leader look at: a real state and a real graph, reports by puppets, and questions that only the test
 * answers. Member {@code n} is named "n" and has incarnation n. Time starts so that it wraps during the first seconds.
 */
final class Scene {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000 * MILLI;
    static final long START = beforeItWraps();

    final TimingProfile profile;
    final ClusterState state;
    final ReportBook book;
    final MonitoringGraph graph = new MonitoringGraph();
    final Questions questions = new Questions();
    final Inquiry secondOpinion;
    final Inquiry standIn;
    final Proposals proposals;
    final Evidence evidence;
    long now = START;
    private long clusterNanos;
    private long sequence;

    Scene(int members) {
        this(TimingProfile.DEFAULT, members);
    }

    Scene(TimingProfile profile, int members) {
        this.profile = profile;
        state = new ClusterState(StateRules.of(profile));
        book = new ReportBook(profile);
        secondOpinion = new Inquiry(Trial.PING, SECOND, SECOND, questions);
        standIn = new Inquiry(Trial.STAND_IN, SECOND, SECOND, questions);
        proposals = new Proposals(2 * SECOND);
        evidence = new Evidence(profile, state, book, graph, secondOpinion, standIn, proposals);
        for (int n = 1; n <= members; n++) {
            join(n, n == 1);
            apply(new Command.Confirm(List.of(target(n))));
        }
    }

    /** No constant, because the compiler counts along and would say that it wraps. */
    static long beforeItWraps() {
        return Long.MAX_VALUE - SECOND / 2;
    }

    /** Puts questions to nobody, and remembers them. */
    static final class Questions implements Inquiry.Questioner {
        record Asked(long subject, long round, Trial how) {}

        final List<Asked> asked = new ArrayList<>();
        final List<Long> voterSubjects = new ArrayList<>();
        int voters = 3;
        private long rounds;

        @Override
        public void ask(long subject, long round, Trial how) {
            asked.add(new Asked(subject, round, how));
        }

        @Override
        public long nextRound() {
            return ++rounds;
        }

        @Override
        public int voters() {
            return voters;
        }

        @Override
        public boolean isVoter(long subject) {
            return voterSubjects.contains(subject);
        }

        Asked last() {
            return asked.get(asked.size() - 1);
        }
    }

    Scene join(int n, boolean coordinator) {
        apply(new Command.Admit(new NodeId("" + n), "process-" + n, 0, "host-" + n + ":7800", "", "", coordinator, 0));
        return this;
    }

    Applied apply(Command command) {
        Applied applied = state.apply(new Entry(1, clusterNanos, 0, command));
        graph.update(state.view());
        return applied;
    }

    void pass(long nanos) {
        now += nanos;
        clusterNanos += nanos;
    }

    Member member(long n) {
        return Objects.requireNonNull(state.view().member(n), () -> n + " is no member");
    }

    Target target(long n) {
        return Evidence.target(member(n));
    }

    void lose(long... lost) {
        apply(new Command.Lose(Arrays.stream(lost)
                .mapToObj(n -> new Command.Lose.Loss(target(n), Cause.OBSERVERS, "as the test says"))
                .toList()));
    }

    static EdgeReport good(long subject) {
        return new EdgeReport(subject, EdgeVerdict.GOOD, 60_000, 100);
    }

    static EdgeReport silent(long subject) {
        return new EdgeReport(subject, EdgeVerdict.SILENT, 0, 3_000);
    }

    /** A report with exactly these edges. */
    Report report(boolean doubt, int score, EdgeReport... edges) {
        List<EdgeReport> sorted = new ArrayList<>(List.of(edges));
        sorted.sort((a, b) -> Long.compare(a.subject(), b.subject()));
        return new Report(++sequence, state.view().version(), doubt, score, sorted);
    }

    void reports(long sender, EdgeReport... edges) {
        book.put(sender, report(false, 100, edges), 0, true, now);
    }

    /** A report about all neighbours, these silent and the others good. */
    void finds(long sender, long... silent) {
        book.put(sender, about(sender, silent), 0, true, now);
    }

    Report about(long sender, long... silent) {
        Neighbours neighbours = graph.neighboursOf(sender);
        EdgeReport[] edges = new EdgeReport[neighbours.size()];
        for (int i = 0; i < edges.length; i++) {
            long subject = neighbours.incarnation(i);
            edges[i] = Arrays.stream(silent).anyMatch(n -> n == subject) ? silent(subject) : good(subject);
        }
        return report(false, 100, edges);
    }

    Tally tally(long subject) {
        return evidence.tally(subject, now);
    }
}
