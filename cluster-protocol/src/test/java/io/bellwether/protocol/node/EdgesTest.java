package io.bellwether.protocol.node;

import static io.bellwether.protocol.node.Puppets.MILLI;
import static io.bellwether.protocol.node.Puppets.SECOND;
import static io.bellwether.protocol.node.Puppets.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Rumour.BadEdges.BadEdge;
import io.bellwether.protocol.monitoring.Watching;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The edges of member 1, in time that wraps during the first second. */
final class EdgesTest {

    private static final long FAR = START + 1_000 * SECOND;
    private static final long CAP = TimingProfile.DEFAULT.silenceCap().toNanos();

    private final Edges edges = new Edges(TimingProfile.DEFAULT, new SplittableRandom(1));
    private final Watching watching = Watching.incremental();

    private void follow(View view) {
        edges.follow(view, watching.neighboursOf(view, 1), START);
    }

    private Edges.Slot slot(long subject) {
        return Objects.requireNonNull(edges.find(subject));
    }

    private void beat(long subject, long sequence, long nowNanos) {
        slot(subject).edge.beat(sequence, 0, 0, EdgeVerdict.GOOD, false, nowNanos);
        slot(subject).review(nowNanos);
    }

    @Test
    void newEdgesBeginAtRandomMomentsOfTheInterval() {
        follow(Puppets.view(11));
        TreeSet<Long> phases = new TreeSet<>();
        for (int i = 0; i < edges.size(); i++) {
            phases.add(edges.slot(i).nextBeatNanos - START);
        }

        assertThat(phases).hasSize(10).allMatch(phase -> phase >= 0 && phase < SECOND);
        assertThat(phases.last() - phases.first()).isGreaterThan(SECOND / 2);
    }

    @Test
    void aBeatIsDueAtItsMomentAndThenOncePerInterval() {
        follow(Puppets.view(2));
        Edges.Slot slot = slot(2);
        long due = slot.nextBeatNanos;

        assertThat(edges.takeBeat(slot, due - 1)).isFalse();
        assertThat(edges.takeBeat(slot, due)).isTrue();
        assertThat(edges.takeBeat(slot, due + SECOND - 1)).isFalse();
        assertThat(edges.takeBeat(slot, due + SECOND)).isTrue();
    }

    @Test
    void missedBeatsAreNotMadeUpForAndTheNextOneKeepsItsMoment() {
        follow(Puppets.view(2));
        Edges.Slot slot = slot(2);
        long due = slot.nextBeatNanos;
        long late = due + 3 * SECOND + SECOND / 4;

        assertThat(edges.takeBeat(slot, late)).isTrue();
        assertThat(edges.takeBeat(slot, late)).isFalse();
        assertThat(slot.nextBeatNanos).isEqualTo(due + 4 * SECOND);
    }

    @Test
    void whoStaysKeepsItsEdgeAndWhoGoesLosesIt() {
        follow(Puppets.view(4));
        Edges.Slot before = slot(3);
        follow(View.of(5, 5, Puppets.view(3).members()));

        assertThat(edges.find(3)).isSameAs(before);
        assertThat(edges.find(4)).isNull();
        assertThat(edges.size()).isEqualTo(2);
    }

    @Test
    void whoIsLostDoesNotCountUntilItIsBack() {
        follow(Puppets.view(4));
        assertThat(slot(3).counts).isTrue();
        List<Member> members = new ArrayList<>(Puppets.view(4).members());
        members.set(2, Puppets.member(3, MemberStatus.UNREACHABLE));
        follow(View.of(5, 5, members));
        assertThat(slot(3).counts).isFalse();
        assertThat(slot(4).counts).isTrue();

        follow(View.of(6, 6, Puppets.view(4).members()));
        assertThat(slot(3).counts).isTrue();
    }

    @Test
    void clearedThereAreNone() {
        follow(Puppets.view(4));
        edges.clear();

        assertThat(edges.size()).isZero();
        assertThat(edges.find(3)).isNull();
        assertThat(edges.deadlineNanos(FAR)).isEqualTo(FAR);
    }

    @Test
    void theDeadlineIsTheFirstBeatOrVerdict() {
        follow(Puppets.view(3));
        long first = Math.min(slot(2).nextBeatNanos - START, slot(3).nextBeatNanos - START);
        assertThat(edges.deadlineNanos(FAR) - START).isEqualTo(first);
        assertThat(edges.deadlineNanos(START)).isEqualTo(START);

        slot(2).nextBeatNanos = FAR;
        slot(3).nextBeatNanos = FAR;
        assertThat(edges.deadlineNanos(FAR) - START).as("both are silent then").isEqualTo(CAP + 1);
        slot(2).review(START + CAP + 1);
        slot(3).review(START + CAP + 1);
        assertThat(edges.deadlineNanos(FAR)).as("both are told so").isEqualTo(START + CAP + 1);
        slot(2).nextBeatNanos = FAR;
        slot(3).nextBeatNanos = FAR;
        assertThat(edges.deadlineNanos(FAR)).as("nothing changes by itself").isEqualTo(FAR);
    }

    @Test
    void whoFallsSilentIsToldAtOnceAndSoIsWhoIsHeardAgain() {
        follow(Puppets.view(2));
        Edges.Slot slot = slot(2);
        slot.nextBeatNanos = FAR;
        beat(2, 1, START);
        assertThat(slot.nextBeatNanos).as("heard for the first time").isEqualTo(FAR);
        assertThat(slot.review(START + CAP + 1)).isTrue();
        assertThat(slot.nextBeatNanos).isEqualTo(START + CAP + 1);
        slot.nextBeatNanos = FAR;
        assertThat(slot.review(START + CAP + 2)).as("still silent").isFalse();
        assertThat(slot.nextBeatNanos).isEqualTo(FAR);

        beat(2, 2, START + 5 * SECOND);
        assertThat(slot.nextBeatNanos).isEqualTo(START + 5 * SECOND);
    }

    @Test
    void theReportSaysOfEachEdgeSinceWhenAndWhenTheLastBeatCame() {
        follow(Puppets.view(3));
        beat(2, 1, START + 10 * MILLI);
        beat(2, 2, START + 30 * MILLI);

        assertThat(edges.report(START + 50 * MILLI))
                .containsExactly(
                        new EdgeReport(2, EdgeVerdict.GOOD, 40, 20),
                        new EdgeReport(3, EdgeVerdict.NEUTRAL, 50, EdgeReport.NEVER));
    }

    @Test
    void aBeatOfMonthsAgoIsNotNever() {
        follow(Puppets.view(2));
        beat(2, 1, START);

        assertThat(edges.report(START + Duration.ofDays(100).toNanos()))
                .singleElement()
                .satisfies(edge -> assertThat(edge.lastBeatMillis()).isEqualTo(EdgeReport.NEVER - 1));
    }

    @Test
    void badIsWhatHasBeenBadForSoLong() {
        follow(Puppets.view(3));
        beat(2, 1, START);
        slot(3).review(START + CAP + 1);
        assertThat(edges.countBad()).isEqualTo(1);

        assertThat(edges.bad(SECOND, START + CAP + SECOND)).isEmpty();
        assertThat(edges.bad(SECOND, START + CAP + 1 + SECOND))
                .extracting(BadEdge::subject)
                .containsExactly(3L);
    }

    @Test
    void phiIsToldUpTo255() {
        follow(Puppets.view(2));
        slot(2).review(START + CAP + 1);

        assertThat(edges.bad(0, START + 600 * SECOND)).containsExactly(new BadEdge(2, EdgeVerdict.SILENT, 255));
    }
}
