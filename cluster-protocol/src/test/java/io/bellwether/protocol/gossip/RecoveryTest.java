package io.bellwether.protocol.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What gossip does after loss, storms and cuts, in a cluster of nothing but gossip. */
final class RecoveryTest {

    private static final Rumour.Profile HTTP =
            new Rumour.Profile(List.of(new Rumour.Profile.Entry("http", "10.0.0.1:8080")));

    private static Rumour.Health health(int score) {
        return new Rumour.Health(score, List.of(score, score, score, score), 0);
    }

    private static Rumour.BadEdges badEdge(long subject) {
        return new Rumour.BadEdges(List.of(new Rumour.BadEdges.BadEdge(subject, EdgeVerdict.LOSSY, 3)));
    }

    private static boolean allSame(GossipNet net) {
        return net.nodes().stream()
                        .mapToLong(node -> node.rounds.state().root())
                        .distinct()
                        .count()
                == 1;
    }

    private static long millisUntilSame(GossipNet net, long boundMillis) {
        for (long millis = 0; millis <= boundMillis; millis += 10) {
            if (allSame(net)) {
                return millis;
            }
            net.runMillis(10);
        }
        return Long.MAX_VALUE;
    }

    @ParameterizedTest(name = "{0} nodes, {1} of them change an edge each second")
    @CsvSource({"200, 200, 15000", "1000, 20, 4000"})
    void aStormUnderLossStaysInTheAllowanceAndEverybodyAgreesAfterIt(int size, int writers, long boundMillis) {
        GossipNet net = new GossipNet(size, 1, 0.2, 1);
        net.runMillis(2_000);
        long before = net.bytesSent();
        int seconds = 15;
        for (int second = 0; second < seconds; second++) {
            for (int tenth = 0; tenth < 10; tenth++) {
                for (int i = tenth; i < writers; i += 10) {
                    net.node(1 + i).write(badEdge(1 + second));
                }
                net.runMillis(100);
            }
        }
        long mean = (net.bytesSent() - before) / size / seconds;
        // Rounds and answers without news are outside the allowance; each is answered once at most.
        long worst =
                net.nodes().stream().mapToLong(GossipNet.Node::bytesSent).max().orElse(0) / seconds;
        long millis = millisUntilSame(net, 30_000);
        System.out.printf(
                "storm, %d nodes, %d changes/s, loss 0.20: %d B/s per node, agreed %d ms later, largest datagram %d%n",
                size, writers, mean, millis, net.largestDatagram);
        long rounds = 480;
        long saved = GossipRounds.ALLOWANCE_SAVED_BYTES_MAX / seconds;
        assertThat(worst).isLessThanOrEqualTo(2 * (GossipRounds.ALLOWANCE_BYTES_PER_SECOND + saved) + 2 * rounds);
        assertThat(net.largestDatagram).isLessThanOrEqualTo(Sizes.DATAGRAM_BYTES_MAX);
        assertThat(millis).isLessThanOrEqualTo(boundMillis);
    }

    @ParameterizedTest(name = "{0} nodes")
    @CsvSource({"10", "100", "1000"})
    void aNodeThatKnowsNothingIsBroughtUpByRepair(int size) {
        GossipNet net = new GossipNet(size, 1, 0, 2);
        List<Rumour> known = new ArrayList<>();
        for (int origin = 1; origin <= size; origin++) {
            known.add(new Rumour(origin, 3, 2, 60_000, health(origin % 101)));
            known.add(new Rumour(origin, 1, 2, 60_000, HTTP));
        }
        net.nodes().stream().skip(1).forEach(node -> node.learn(known));
        long before = net.bytesSent();
        long millis = millisUntilSame(net, 30_000);
        System.out.printf(
                "newcomer among %d: same after %d ms, %d B sent in all, own %d B%n",
                size, millis, net.bytesSent() - before, net.node(1).bytesSent());
        assertThat(millis).isLessThanOrEqualTo(10_000);
    }

    @Test
    void aClusterInWhichAllSpeakAtOnceAgreesSoon() {
        GossipNet net = new GossipNet(200, 1, 0, 2);
        for (int i = 1; i <= 200; i++) {
            net.node(i).write(health(i % 101));
            net.node(i).write(HTTP);
        }
        long millis = millisUntilSame(net, 10_000);
        System.out.printf("200 speak at once: agreed after %d ms, %d B per node%n", millis, net.bytesSent() / 200);
        assertThat(millis).isLessThanOrEqualTo(10_000);
    }

    @Test
    void thirteenRumoursAboutOneCrashCostAThousandNodesLittle() {
        GossipNet net = new GossipNet(1000, 1, 0, 2);
        net.runMillis(2_000);
        long before = net.bytesSent();
        for (int i = 1; i <= 13; i++) {
            net.node(i * 31L).write(badEdge(77));
            net.runMillis(40);
        }
        net.runMillis(10_000 - 13 * 40);
        assertThat(allSame(net)).isTrue();
        long more = (net.bytesSent() - before) / 1000 - 10 * 240;
        System.out.printf("13 rumours to 1000 nodes: %d B per node more than silence%n", more);
        assertThat(more).isLessThanOrEqualTo(2_500);
    }

    @ParameterizedTest(name = "{0} nodes")
    @CsvSource({"10, 0.0", "100, 0.0", "100, 0.1"})
    void twoSidesOfAPartitionAgreeSoonAfterItHeals(int size, double loss) {
        GossipNet net = new GossipNet(size, 1, loss, 3);
        net.cut = (from, to) -> from % 2 != to % 2;
        for (int i = 1; i <= size; i++) {
            net.node(i).write(health(i % 101));
        }
        net.runMillis(20_000);
        assertThat(allSame(net)).isFalse();
        net.cut = (from, to) -> false;
        long before = net.bytesSent();
        long millis = millisUntilSame(net, 30_000);
        System.out.printf(
                "heal of %d, loss %.1f: same after %d ms, %d B per node%n",
                size, loss, millis, (net.bytesSent() - before) / size);
        assertThat(millis).isLessThanOrEqualTo(5_000);
    }

    @Test
    void aRumourThatReachedNobodyIsFoundByItsHash() {
        GossipNet net = new GossipNet(100, 1, 0, 4);
        net.cut = (from, to) -> true;
        net.node(7).write(health(30));
        net.runMillis(10_000);
        net.cut = (from, to) -> false;
        assertThat(millisUntilSame(net, 5_000)).isLessThanOrEqualTo(5_000);
        assertThat(net.nodes()).allMatch(node -> node.knows(7, health(30)));
    }

    @ParameterizedTest(name = "loss {0}")
    @CsvSource({"0.0", "0.1", "0.2"})
    void aSeriesOfDeltasArrivesWholeWithoutAnybodyPulling(double loss) {
        GossipNet net = new GossipNet(100, 3, loss, 5);
        net.runMillis(1_000);
        for (int i = 1; i <= 100; i++) {
            var status = i % 2 == 0 ? MemberStatus.HEALTHY : MemberStatus.DEGRADED;
            var change = new MemberChange.Moved(1 + i % 100, status, Cause.SCORE_LOW, i);
            net.node(1).commit(new ViewDelta(100 + i, 100, List.of(change)));
            net.runMillis(20);
        }
        long millis = net.millisUntil(node -> node.views.view().version() == 200, 3_000);
        long pulls = net.nodes().stream().mapToInt(GossipNet.Node::pulls).sum();
        System.out.printf("100 deltas, loss %.1f: all %d ms after the last, %d pulls%n", loss, millis, pulls);
        assertThat(millis).isLessThanOrEqualTo(2_500);
        assertThat(pulls).isZero();
        View expected = net.node(1).views.view();
        assertThat(net.nodes())
                .allSatisfy(node -> assertThat(node.views.view().members()).isEqualTo(expected.members()));
        assertThat(net.disagreements()).isEmpty();
    }

    @Test
    void whatIsKnownOfAMemberGoesWhenItLeaves() {
        GossipNet net = new GossipNet(11, 1, 0, 6);
        net.node(11).write(health(77));
        net.runMillis(2_000);
        assertThat(net.node(2).rounds.state().version(11, 1)).isEqualTo(1);
        var leave = new MemberChange.Gone(11, MemberStatus.LEFT, Cause.GOODBYE);
        net.node(1).commit(new ViewDelta(12, 12, List.of(leave)));
        net.runMillis(1_000);
        assertThat(net.nodes().subList(0, 10))
                .allSatisfy(
                        node -> assertThat(node.rounds.state().version(11, 1)).isZero());
    }
}
