package io.bellwether.protocol.node;

import static io.bellwether.protocol.node.Puppets.MILLI;
import static io.bellwether.protocol.node.Puppets.SECOND;
import static io.bellwether.protocol.node.Puppets.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.monitoring.Watching;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a node makes of its edges: those to members 2 to 6. */
final class OwnHealthTest {

    private static final long SILENT_AT =
            START + TimingProfile.DEFAULT.silenceCap().toNanos() + 1;

    private final Edges edges = new Edges(TimingProfile.DEFAULT, new SplittableRandom(1));
    private final OwnHealth health = new OwnHealth(SECOND);

    OwnHealthTest() {
        follow(Puppets.view(6));
    }

    private void follow(View view) {
        edges.follow(view, Watching.incremental().neighboursOf(view, 1), START);
    }

    private void beat(long subject, long sequence, long nowNanos) {
        Edges.Slot slot = Objects.requireNonNull(edges.find(subject));
        slot.edge.beat(sequence, 0, 0, EdgeVerdict.GOOD, false, nowNanos);
        slot.review(nowNanos);
    }

    /** The others fall silent. */
    private void onlyTheseAreGood(long... subjects) {
        for (long subject : subjects) {
            beat(subject, 1, SILENT_AT);
        }
        for (int i = 0; i < edges.size(); i++) {
            edges.slot(i).review(SILENT_AT);
        }
    }

    private int points(Dimension dimension, long nowNanos) {
        health.see(edges, nowNanos);
        return health.details().points(dimension, nowNanos);
    }

    @Test
    void whileNoEdgeIsKnownItIsWell() {
        assertThat(points(Dimension.EDGES, START)).isEqualTo(HealthTerm.UNKNOWN);
        assertThat(points(Dimension.LOSS, START)).isEqualTo(HealthTerm.UNKNOWN);
        assertThat(points(Dimension.JITTER, START)).isEqualTo(HealthTerm.UNKNOWN);
        assertThat(health.score()).isEqualTo(100);
    }

    @Test
    void theShareOfGoodEdgesIsATerm() {
        onlyTheseAreGood(2, 3);

        assertThat(points(Dimension.EDGES, SILENT_AT)).as("40 % of five").isEqualTo(75);
        assertThat(health.score()).isLessThan(100);
    }

    @Test
    void oneKnownEdgeIsEnough() {
        beat(2, 1, START);

        assertThat(points(Dimension.EDGES, START)).isEqualTo(100);
    }

    @Test
    void edgesOfWhichNothingIsKnownYetDoNotCount() {
        beat(2, 1, START);
        beat(3, 1, START);

        assertThat(points(Dimension.EDGES, START)).isEqualTo(100);
    }

    @Test
    void edgesToTheLostDoNotCount() {
        List<Member> members = new ArrayList<>(Puppets.view(3).members());
        for (int n = 4; n <= 6; n++) {
            members.add(Puppets.member(n, MemberStatus.UNREACHABLE));
        }
        follow(View.of(9, 9, members));
        onlyTheseAreGood(2, 3);

        assertThat(points(Dimension.EDGES, SILENT_AT)).isEqualTo(100);
    }

    @Test
    void lossIsThatOfTheEdgesTogether() {
        beat(2, 1, START);
        beat(2, 3, START);
        beat(3, 1, START);

        assertThat(points(Dimension.LOSS, START))
                .as("a third on one of two: 16.7 %")
                .isEqualTo(59);
    }

    @Test
    void jitterIsThatOfTheEdgesTogetherInBeats() {
        long now = START;
        for (int beat = 1; beat <= 40; beat++) {
            now += (beat % 2 == 0 ? 200 : 1_800) * MILLI;
            beat(2, beat, now);
        }
        beat(3, 1, now);

        long jitterMillis = Objects.requireNonNull(edges.find(2)).edge.jitterNanos() / MILLI;
        assertThat(jitterMillis).isBetween(700L, 800L);
        double percent = jitterMillis / 10.0 / 2;
        assertThat(points(Dimension.JITTER, now)).isEqualTo((int) Math.round(100 - 50 * (percent - 10) / 40));
    }

    @Test
    void whatWasKnownOfEdgesThatAreGoneIsForgotten() {
        onlyTheseAreGood(2);
        health.see(edges, SILENT_AT);
        assertThat(health.score()).isLessThan(100);
        edges.clear();

        assertThat(points(Dimension.EDGES, SILENT_AT)).isEqualTo(HealthTerm.UNKNOWN);
        assertThat(points(Dimension.LOSS, SILENT_AT)).isEqualTo(HealthTerm.UNKNOWN);
        assertThat(points(Dimension.JITTER, SILENT_AT)).isEqualTo(HealthTerm.UNKNOWN);
        assertThat(health.score()).isEqualTo(100);
    }

    @Test
    void theRumourCarriesScoreTermsAndLoad() {
        onlyTheseAreGood(2, 3);
        health.take(new HealthInput.Load(17), SILENT_AT);
        health.see(edges, SILENT_AT);
        Rumour.Health rumour = health.rumour(SILENT_AT);

        assertThat(rumour.score()).isEqualTo(health.score()).isLessThan(100);
        assertThat(rumour.terms()).hasSize(Dimension.values().length);
        assertThat(rumour.terms().get(List.of(Dimension.values()).indexOf(Dimension.EDGES)))
                .isEqualTo(75);
        assertThat(rumour.load()).isEqualTo(17);
    }
}
