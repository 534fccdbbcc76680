package io.bellwether.it.boards;

import static io.bellwether.it.boards.Board.section;
import static io.bellwether.it.boards.Query.increase;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.own;

import java.util.List;

/** The first look. */
final class OverviewBoard {

    private OverviewBoard() {}

    static Board board() {
        return new Board(
                "bellwether-overview",
                "Overview",
                "Does it work, who leads, who is ill, and what has just happened?",
                """
                Without a leader: "nobody leads" in red, "Quorum" tells whether there is one, the timeline of states has a gap,
                modes, own scores and targets go on. A dead coordinator: one target down, the rest from the others.""",
                false,
                List.of(
                        section(
                                "",
                                Cluster.quorum(4),
                                Cluster.leader(4),
                                Cluster.membersCount(3),
                                Cluster.notHealthy(3),
                                Cluster.lost(3),
                                readOnly(),
                                down(),
                                badEdges(),
                                protection(),
                                missing(),
                                projections()),
                        section("Members", Cluster.states(12), Cluster.modes(12), Cluster.table(24)),
                        section("What happens", scores(), copies(), transitions(), terms(), Cluster.events(24, ""))));
    }

    private static Panel readOnly() {
        return Panel.stat("Read-only", "none", 3, "nobody answers", """
                        Processes that have seen no fresh evidence of a leader with a majority and therefore refuse writes.""")
                .asks(now("sum(%s)".formatted(own("cluster_read_only")), ""))
                .step(1, "red");
    }

    private static Panel down() {
        return Panel.stat("Not scraped", "none", 4, "no targets", """
                        Processes that Prometheus did not reach at its last scrape. What they would tell is missing on every
                        board, so look here first.""")
                .asks(now("count(%s == 0) or vector(0)".formatted(own("up")), ""))
                .step(1, "red");
    }

    private static Panel badEdges() {
        return Panel.stat("Bad edges", "none", 5, "nobody leads", """
                        Links between members that are lossy, deaf or silent, as the leader has been told. Topology shows
                        which.""")
                .asks(now("sum(cluster_edges{state=~\"lossy|deaf|silent\"})", ""))
                .step(1, "orange");
    }

    private static Panel protection() {
        return Panel.stat("Protection", "none", 5, "no coordinator answers", """
                        Whether removal has stopped because too many members are gone at once.""")
                .asks(now("max(cluster_protection_active)", ""))
                .says(Words.PROTECTION)
                .step(1, "red");
    }

    private static Panel projections() {
        return Panel.stat("Projections", "none", 6, "nobody copies", """
                        Whether the leader copies events and health samples to Kafka, and the status to Redis. Where it cannot,
                        the cluster goes on; events wait, samples and statuses are dropped and counted.""")
                .asks(now("max by (target) (cluster_projection_up >= 0)", "{{target}}"))
                .says(Words.REACHED)
                .base("red")
                .step(1, "green")
                .emptyWhen("while nobody leads, and where neither Kafka nor Redis is set");
    }

    private static Panel missing() {
        return Panel.stat("Coordinators missing", "none", 4, "nobody leads", """
                        Voters that Prometheus does not reach: those whom the leader replicates to, and itself, less those that
                        answer. One of three may be missing; the next one costs the quorum.""")
                .asks(now(
                        "(count(raft_replication_lag_entries) or 0 * max(raft_node_state == 3)) + 1 - count(raft_node_state)",
                        ""))
                .step(1, "red");
    }

    private static Panel copies() {
        return Panel.curves("Copies for Kafka, Redis and Postgres", "short", 12, """
                        What still waits to be copied, what was dropped, and what the consumer has stored. Waiting events that
                        only rise: Kafka is away. Nothing stored while events come: the consumer or Postgres is away.""")
                .asks(
                        over(
                                "max by (target) (%s >= 0)".formatted(own("cluster_projection_lag_events")),
                                "waiting: {{target}}"),
                        over(
                                "sum by (target) (%s)".formatted(increase("cluster_projection_dropped_total")),
                                "dropped: {{target}}"),
                        over("sum(%s)".formatted(increase("cluster_events_stored_total")), "events stored"),
                        over("sum(%s)".formatted(increase("health_samples_stored_total")), "samples stored"))
                .emptyWhen("where neither Kafka nor Redis is set");
    }

    private static Panel scores() {
        return Panel.curves("Health score", "none", 12, """
                        Own score of each process, 0 to 100, leader or not. Under 50 for 10 s a member becomes DEGRADED, over 65
                        for 30 s it is well again. ./bellwether explain NODE tells what pulls it down.""")
                .asks(over(
                        "min by (job, instance) (%s)".formatted(own("cluster_health_score")), "{{job}} {{instance}}"))
                .to(100)
                .base("red")
                .step(Cluster.ILL, "orange")
                .step(Cluster.WELL, "green");
    }

    private static Panel transitions() {
        return Panel.curves("Transitions", "short", 12, """
                        Members that came to be in a state, by the count of whichever process saw the most of them.""")
                .asks(over("max by (to) (%s)".formatted(increase("cluster_member_transitions_total")), "{{to}}"))
                .counted();
    }

    private static Panel terms() {
        return Panel.curves("Term and epoch", "none", 12, """
                        The term rises with every election, the epoch with every join and removal. Both should stand still
                        while nobody works on the cluster.""")
                .asks(
                        over("max(%s)".formatted(own("raft_current_term")), "term"),
                        over("max(%s)".formatted(own("cluster_epoch")), "epoch"));
    }
}
