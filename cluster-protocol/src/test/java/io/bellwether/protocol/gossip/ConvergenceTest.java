package io.bellwether.protocol.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Rumour;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How fast and how cheaply news gets around, with nothing but gossip running. */
final class ConvergenceTest {

    private static final Rumour.Health NEWS = new Rumour.Health(42, List.of(42, 100), 7);

    @ParameterizedTest(name = "{0} nodes in {1} zones at {2} loss, under {3} ms")
    @CsvSource({
        "10, 1, 0.0, 2000", "10, 3, 0.0, 2000", "10, 1, 0.1, 2000", "10, 3, 0.1, 2000",
        "100, 1, 0.0, 3000", "100, 3, 0.0, 3000", "100, 1, 0.1, 3000", "100, 3, 0.1, 3000",
        "1000, 1, 0.0, 4000", "1000, 3, 0.0, 4000", "1000, 1, 0.1, 4000", "1000, 3, 0.1, 4000"
    })
    void anUpdateReachesEverybodyInTime(int size, int zones, double loss, long boundMillis) {
        int seeds = size == 1000 ? 3 : 30;
        measure(size, zones, loss, boundMillis, seeds, net -> {});
    }

    @Test
    void anUpdateCrossesZonesAlsoWhenAllBridgesOfAZoneHaveJustCrashed() {
        measure(1000, 3, 0.0, 4000, 3, GossipNet::crashBridges);
    }

    private static void measure(
            int size, int zones, double loss, long boundMillis, int seeds, Consumer<GossipNet> before) {
        long worst = 0;
        long sum = 0;
        long bytes = 0;
        int hops = 0;
        for (long seed = 1; seed <= seeds; seed++) {
            GossipNet net = new GossipNet(size, zones, loss, seed);
            before.accept(net);
            net.runMillis(1_000 + seed * 37);
            long bytesBefore = net.bytesSent();
            long origin = net.alive().get((int) (seed * 7919 % net.alive().size())).self;
            net.node(origin).write(NEWS);
            long millis = net.millisUntil(node -> node.knows(origin, NEWS), boundMillis);
            assertThat(millis).as("seed %d", seed).isLessThan(boundMillis);
            worst = Math.max(worst, millis);
            sum += millis;
            net.runMillis(5_000 - millis);
            bytes += (net.bytesSent() - bytesBefore) / size;
            hops = Math.max(
                    hops,
                    net.alive().stream().mapToInt(node -> node.lastHops).max().orElse(0));
        }
        System.out.printf(
                "%d nodes, %d zones, loss %.2f: worst %d ms, mean %d ms, hops <= %d, %d B per node in 5 s%n",
                size, zones, loss, worst, sum / seeds, hops, bytes / seeds);
    }

    @ParameterizedTest(name = "{0} nodes in {1} zones at {2} loss")
    @CsvSource({"1000, 1, 0.0", "1000, 3, 0.0", "1000, 1, 0.1", "1000, 3, 0.1"})
    void aDeltaReachesNearlyAllAtOnceAndAllSoonAfter(int size, int zones, double loss) {
        long worstMost = 0;
        long worstAll = 0;
        for (long seed = 1; seed <= 2; seed++) {
            GossipNet net = new GossipNet(size, zones, loss, seed);
            net.runMillis(1_000 + seed * 37);
            long version = size + 1L;
            net.node(1).commit(moved(version, size));
            long most = net.millisUntil(node -> node.views.view().version() == version, size / 1000, 2_500);
            long all = most + net.millisUntil(node -> node.views.view().version() == version, 2_500 - most);
            if (loss == 0) {
                assertThat(most).as("99.9 %%, seed %d", seed).isLessThanOrEqualTo(300);
            }
            assertThat(all).as("all, seed %d", seed).isLessThanOrEqualTo(2_500);
            assertThat(net.disagreements()).isEmpty();
            assertThat(net.nodes().stream().mapToInt(GossipNet.Node::pulls).sum())
                    .isZero();
            worstMost = Math.max(worstMost, most);
            worstAll = Math.max(worstAll, all);
        }
        System.out.printf(
                "delta to %d nodes, %d zones, loss %.2f: 99.9 %% within %d ms, all within %d ms%n",
                size, zones, loss, worstMost, worstAll);
    }

    private static ViewDelta moved(long version, long epoch) {
        var change = new MemberChange.Moved(5, MemberStatus.DEGRADED, Cause.SCORE_LOW, 1);
        return new ViewDelta(version, epoch, List.of(change));
    }

    @ParameterizedTest(name = "{0} nodes in {1} zones")
    @CsvSource({"10, 1", "100, 1", "1000, 1", "1000, 3"})
    void withoutNewsAMemberSends250BytesASecondAtMost(int size, int zones) {
        GossipNet net = new GossipNet(size, zones, 0, 1);
        net.runMillis(2_000);
        long before = net.bytesSent();
        net.runMillis(10_000);
        long perSecond = (net.bytesSent() - before) / size / 10;
        System.out.printf("%d nodes, %d zones: %d B/s per node without news%n", size, zones, perSecond);
        assertThat(perSecond).isLessThanOrEqualTo(250);
    }
}
