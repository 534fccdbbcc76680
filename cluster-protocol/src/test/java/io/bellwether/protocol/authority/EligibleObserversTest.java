package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.MILLI;
import static io.bellwether.protocol.authority.Scene.SECOND;
import static io.bellwether.protocol.authority.Scene.silent;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.monitoring.Neighbours;
import io.bellwether.protocol.state.Command;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class EligibleObserversTest {

    private final Scene scene = new Scene(6);

    private void allFind(long... silent) {
        for (int n = 1; n <= 6; n++) {
            scene.finds(n, silent);
        }
    }

    @Test
    void allNeighboursWithAnOpinionAreEligible() {
        allFind();
        scene.finds(2, 3);

        assertThat(scene.tally(3)).isEqualTo(new Tally(3, 5, 4, 1));
    }

    @Test
    void whoIsNoNeighbourHasNoVote() {
        Scene large = new Scene(40);
        for (int n = 1; n <= 40; n++) {
            if (n != 7) {
                large.reports(n, silent(7));
            }
        }
        Neighbours neighbours = large.graph.neighboursOf(7);

        assertThat(neighbours.size()).isLessThan(39);
        assertThat(large.tally(7).eligible()).isEqualTo(neighbours.size());
    }

    @Test
    void silenceOfAnObserverIsNeitherAccusationNorDefence() {
        scene.finds(1, 3);
        assertThat(scene.tally(3)).isEqualTo(new Tally(3, 1, 0, 1));

        scene.pass(3 * SECOND + 1);
        assertThat(scene.tally(3)).isEqualTo(new Tally(3, 0, 0, 0));
    }

    @Test
    void unreachableAndGoneObserversAreNotEligible() {
        allFind();
        scene.lose(2);

        assertThat(scene.tally(3).eligible()).isEqualTo(4);
    }

    @Test
    void norIsOneWhoseLossIsOnlyRecorded() {
        scene.apply(new Command.Maintain(new NodeId("2"), "a test", Duration.ofHours(1)));
        allFind();
        assertThat(scene.tally(3).eligible()).isEqualTo(5);
        scene.lose(2);
        assertThat(Objects.requireNonNull(scene.evidence.view().member(2)).status())
                .isEqualTo(MemberStatus.MAINTENANCE);

        assertThat(scene.tally(3).eligible()).isEqualTo(4);
    }

    @Test
    void anObserverInDoubtIsNotEligible() {
        allFind();
        scene.book.put(2, scene.report(true, 100, silent(3)), 0, true, scene.now);

        assertThat(scene.tally(3)).isEqualTo(new Tally(3, 4, 4, 0));
    }

    @Test
    void aNeutralEdgeIsNoOpinion() {
        allFind();
        scene.reports(2, new EdgeReport(3, EdgeVerdict.NEUTRAL, 0, EdgeReport.NEVER));

        assertThat(scene.tally(3).eligible()).isEqualTo(4);
    }

    @Test
    void everyKindOfBadEdgeIsBad() {
        scene.reports(1, new EdgeReport(3, EdgeVerdict.SILENT, 0, 0));
        scene.reports(2, new EdgeReport(3, EdgeVerdict.LOSSY, 0, 0));
        scene.reports(4, new EdgeReport(3, EdgeVerdict.DEAF, 0, 0));

        assertThat(scene.tally(3)).isEqualTo(new Tally(3, 3, 0, 3));
    }

    @Test
    void aSilencedObserverLosesItsAccusationsButDefendsStill() {
        allFind();
        scene.finds(2, 3);
        TreeSet<Long> silenced = new TreeSet<>(List.of(1L, 2L));

        assertThat(scene.evidence.tally(3, silenced, scene.now)).isEqualTo(new Tally(3, 4, 4, 0));
    }

    @Test
    void lastHeardIsTheYoungestBeatOfAnyEligibleObserver() {
        scene.reports(1, new EdgeReport(3, EdgeVerdict.SILENT, 0, 9_000));
        scene.reports(2, new EdgeReport(3, EdgeVerdict.SILENT, 0, 4_000));
        scene.reports(4, new EdgeReport(3, EdgeVerdict.SILENT, 0, EdgeReport.NEVER));
        scene.book.put(5, scene.report(true, 100, new EdgeReport(3, EdgeVerdict.GOOD, 0, 0)), 0, true, scene.now);
        scene.pass(SECOND);

        assertThat(lastHeard(scene.now - 60 * SECOND)).isEqualTo(scene.now - 5 * SECOND);
        assertThat(lastHeard(scene.now - 4 * SECOND)).isEqualTo(scene.now - 4 * SECOND);
    }

    private long lastHeard(long otherwise) {
        return scene.evidence.observers.lastHeardNanos(scene.state.view(), 3, otherwise, scene.now);
    }

    @Test
    void aGoodEdgeMustHaveLasted() {
        scene.reports(1, new EdgeReport(3, EdgeVerdict.GOOD, 2_999, 0));
        scene.reports(2, new EdgeReport(3, EdgeVerdict.LOSSY, 60_000, 0));
        assertThat(anyGoodFor()).isFalse();

        scene.reports(4, new EdgeReport(3, EdgeVerdict.GOOD, 3_000, 0));
        assertThat(anyGoodFor()).isTrue();
    }

    private boolean anyGoodFor() {
        return scene.evidence.observers.anyGoodFor(scene.state.view(), 3, 3_000 * MILLI, scene.now);
    }
}
