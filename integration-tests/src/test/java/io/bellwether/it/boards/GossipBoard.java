package io.bellwether.it.boards;

import static io.bellwether.it.boards.Board.section;
import static io.bellwether.it.boards.Query.heat;
import static io.bellwether.it.boards.Query.increase;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.own;
import static io.bellwether.it.boards.Query.quantile;
import static io.bellwether.it.boards.Query.rate;

import java.util.List;

/** How news travels. */
final class GossipBoard {

    private static final String NO_NEWS = "where nothing new was told, which is most of the time in a calm cluster";

    private GossipBoard() {}

    static Board board() {
        return new Board(
                "bellwether-gossip",
                "Gossip",
                "How fast, over how many hops and at what cost does news reach everybody?",
                """
                Nothing here needs a leader: every process counts what it hears. Without one no new view is told, so the times of
                "view" stop while those of "state" go on. "Epochs apart" shows who does not get the news.""",
                false,
                List.of(
                        section("", apart(), median(), hops(), cost(), Cluster.leader(5)),
                        section("Times", heatOfTimes("view"), heatOfTimes("state"), times(), epochs()),
                        section("Hops", heatOfHops(), hopsOverTime()),
                        section(
                                "Cost and trouble",
                                bytes(),
                                bytesByProcess(),
                                datagrams(),
                                events(),
                                refused(),
                                failures())));
    }

    private static Panel apart() {
        return Panel.stat("Epochs apart", "none", 5, "nobody answers", """
                        How many epochs the oldest view lies behind the newest. More than nothing for more than a few seconds:
                        somebody does not hear of joins and removals.""")
                .asks(now("max(%1$s) - min(%1$s)".formatted(own("cluster_epoch")), ""))
                .step(1, "orange")
                .step(3, "red");
    }

    private static Panel median() {
        return Panel.stat("Median time", "s", 5, "no news", """
                        From the writing of a change to its arrival at a member, median of what arrived lately.""")
                .asks(now(quantile(0.5, "le", "cluster_gossip_propagation_seconds") + " >= 0", ""))
                .decimals(3)
                .base("blue")
                .emptyWhen(NO_NEWS);
    }

    private static Panel hops() {
        return Panel.stat("Mean hops", "none", 4, "no news", """
                        Through how many nodes what arrived lately has come, in the mean.""")
                .asks(now(
                        "sum(%s) / sum(%s) >= 0"
                                .formatted(rate("cluster_gossip_hops_sum"), rate("cluster_gossip_hops_count")),
                        ""))
                .decimals(2)
                .base("blue")
                .emptyWhen(NO_NEWS);
    }

    private static Panel cost() {
        return Panel.stat("Sent by each", "Bps", 5, "nobody answers", """
                        Bytes of gossip that a process sends in a second, in the mean over all.""")
                .asks(now(
                        "avg(sum by (job, instance) (%s))"
                                .formatted(rate("cluster_gossip_bytes_total", "direction=\"sent\"")),
                        ""))
                .base("blue");
    }

    private static Panel heatOfTimes(String kind) {
        return Panel.heat("Times of " + kind, "s", 12, """
                        How many arrivals of a change of the %s took how long since it was written, measured by ages, not by
                        clocks.""".formatted(kind))
                .asks(heat("sum by (le) (%s)"
                        .formatted(
                                increase("cluster_gossip_propagation_seconds_bucket", "kind=\"%s\"".formatted(kind)))));
    }

    private static Panel times() {
        return Panel.curves("Propagation", "s", 12, """
                        Half and 99 % of the arrivals took no longer, by kind: changes of the view, which are pushed, and soft
                        state, which waits for the next round.""")
                .asks(
                        over(quantile(0.5, "le, kind", "cluster_gossip_propagation_seconds"), "{{kind}}, median"),
                        over(quantile(0.99, "le, kind", "cluster_gossip_propagation_seconds"), "{{kind}}, 99 %"))
                .emptyWhen(NO_NEWS);
    }

    private static Panel epochs() {
        return Panel.curves("Epoch of each view", "none", 12, """
                        All lines lie on one another, but for the moment of a join or a removal. A line that stays below: that
                        process does not get the views.""")
                .asks(over("max by (job, instance) (%s)".formatted(own("cluster_epoch")), "{{job}} {{instance}}"));
    }

    private static Panel heatOfHops() {
        return Panel.heat("Hops", "none", 12, """
                        Through how many nodes news came, views and soft state together. It grows with the logarithm of the
                        number of members; with a larger fanout it falls.""")
                .asks(heat("sum by (le) (%s)".formatted(increase("cluster_gossip_hops_bucket"))));
    }

    private static Panel hopsOverTime() {
        return Panel.curves("Mean hops by kind", "none", 12, """
                        Through how many nodes news came in the mean: changes of the view, and soft state.""")
                .asks(over(
                        "sum by (kind) (%s) / sum by (kind) (%s)"
                                .formatted(rate("cluster_gossip_hops_sum"), rate("cluster_gossip_hops_count")),
                        "{{kind}}"))
                .emptyWhen(NO_NEWS);
    }

    private static Panel bytes() {
        return Panel.curves("Bytes of gossip", "Bps", 12, """
                        What the cluster's own talk costs, all processes together, by direction.""")
                .asks(over("sum by (direction) (%s)".formatted(rate("cluster_gossip_bytes_total")), "{{direction}}"));
    }

    private static Panel bytesByProcess() {
        return Panel.curves("Bytes of gossip by process", "Bps", 12, """
                        Sent by each process. They should be alike: one line far above is asked for repairs by all others.""")
                .asks(over(
                        "sum by (job, instance) (%s)"
                                .formatted(rate("cluster_gossip_bytes_total", "direction=\"sent\"")),
                        "{{job}} {{instance}}"));
    }

    private static Panel datagrams() {
        return Panel.curves("Datagrams", "cps", 12, """
                        Heartbeats, gossip and answers together, as they leave and arrive. Received well below sent: they are
                        lost on the way.""")
                .asks(over("sum by (direction) (%s)".formatted(rate("cluster_datagrams_total")), "{{direction}}"));
    }

    private static Panel events() {
        return Panel.curves("What gossip does", "cps", 12, """
                        News, repairs and views asked for, and what was left out because an allowance was used up.""")
                .asks(over("sum by (event) (%s)".formatted(rate("cluster_gossip_events_total")), "{{event}}"));
    }

    private static Panel refused() {
        return Panel.curves("Datagrams refused", "cps", 12, """
                        By reason: forged, replayed, damaged, of another cluster. A secret that not all share shows here.""")
                .asks(over("sum by (reason) (%s)".formatted(rate("cluster_datagrams_refused_total")), "{{reason}}"));
    }

    private static Panel failures() {
        return Panel.curves("Failures and drops in agents", "cps", 12, """
                        What went wrong in agents, and what they dropped because there was no room for it.""")
                .asks(
                        over("sum by (what) (%s)".formatted(rate("cluster_agent_failures_total")), "failed: {{what}}"),
                        over("sum by (what) (%s)".formatted(rate("cluster_agent_dropped_total")), "dropped: {{what}}"));
    }
}
