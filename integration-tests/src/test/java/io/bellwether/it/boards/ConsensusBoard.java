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

/** The agreed log of the coordinators. */
final class ConsensusBoard {

    private ConsensusBoard() {}

    static Board board() {
        return new Board(
                "bellwether-consensus",
                "Consensus",
                "Who leads, does the log go on, and how fast and for whom?",
                """
                Without a leader: roles show candidates or followers only, ticks and entries stand still, the age of the quorum
                rises for everybody; lag and times to commit stop, because a leader tells them. A dead coordinator: its role
                ends, and for the leader the lag of that peer rises.""",
                false,
                List.of(
                        section("", Cluster.quorum(4), Cluster.leader(5), answering(), term(), founders(), oldest()),
                        section("Who leads", roles(), age(), changes()),
                        section("How the log goes", ticks(), entries(), lag(), heatOfCommits(), commits(), calls()),
                        section("Between the coordinators", connections(), index(), skew())));
    }

    private static Panel answering() {
        return Panel.stat("Coordinators scraped", "none", 4, "no coordinator answers", """
                        Coordinators that Prometheus reaches. Two of three are a majority; one is not.""")
                .asks(now("count(raft_node_state)", ""))
                .base("blue");
    }

    private static Panel term() {
        return Panel.stat("Term", "none", 3, "no coordinator answers", """
                        The latest term that any coordinator has heard of. It rises with every election.""")
                .asks(now("max(raft_current_term)", ""))
                .base("blue");
    }

    private static Panel founders() {
        return Panel.stat("Founders missing", "none", 4, "no coordinator answers", """
                        Coordinators that are waited for to found the cluster with; nothing once there is a log.""")
                .asks(now("max(raft_founders_missing)", ""))
                .step(1, "orange");
    }

    private static Panel oldest() {
        return Panel.stat("Oldest evidence", "percentunit", 4, "nobody answers", """
                        How old the evidence of a leader with a majority is at the process that has the oldest, as a share of
                        the age from which a process is read-only (3.9 s with the default profile).""")
                .asks(now(
                        "max(%s) / max(%s)"
                                .formatted(
                                        own("cluster_quorum_age_seconds"),
                                        own("cluster_timing_seconds", "time=\"lease\"")),
                        ""))
                .decimals(0)
                .step(0.5, "orange")
                .step(1, "red");
    }

    private static Panel roles() {
        return Panel.states("Role of each coordinator", 12, Words.ROLES, """
                        Follower, candidate, leader, or down, as each tells it. One line is green at a time; a line that ends
                        is a coordinator that Prometheus does not reach.""")
                .asks(over("max by (instance, node) (%s)".formatted(own("raft_node_state")), "{{node}} {{instance}}"));
    }

    private static Panel age() {
        return Panel.curves("Age of the quorum", "s", 12, """
                        How old each process's newest evidence of a leader with a majority is, and the age at which it becomes
                        read-only. All lines rising: nobody leads. One line: that process is cut off.""")
                .asks(
                        over(
                                "max by (job, instance) (%s)".formatted(own("cluster_quorum_age_seconds")),
                                "{{job}} {{instance}}"),
                        over("max(%s)".formatted(own("cluster_timing_seconds", "time=\"lease\"")), "read-only from"));
    }

    private static Panel changes() {
        return Panel.curves("Leaders, elections and old terms", "short", 24, """
                        New leaders, elections, leaders that gave up, pre-votes held back, and calls refused because their term
                        was over. All should stand still.""")
                .asks(
                        over("sum(%s)".formatted(increase("raft_leader_changes_total")), "new leaders"),
                        over("sum(%s)".formatted(increase("raft_elections_total")), "elections"),
                        over("sum(%s)".formatted(increase("raft_step_downs_total")), "step-downs"),
                        over("sum(%s)".formatted(increase("raft_votes_withheld_total")), "votes withheld"),
                        over("sum(%s)".formatted(increase("raft_stale_term_total")), "old terms"))
                .counted();
    }

    private static Panel ticks() {
        return Panel.curves("Ticks", "cps", 8, """
                        Ticks of cluster time committed and applied by each coordinator, two a second. They stand still while
                        nobody leads, and with them every duration that is decided.""")
                .asks(over(
                        "max by (instance, node) (%s)".formatted(rate("raft_loop_ticks_total")),
                        "{{node}} {{instance}}"));
    }

    private static Panel entries() {
        return Panel.curves("Entries committed", "cps", 8, """
                        How fast the log grows at each coordinator; two ticks a second are the least.""")
                .asks(over(
                        "max by (instance, node) (%s)".formatted(rate("raft_commit_index")), "{{node}} {{instance}}"));
    }

    private static Panel lag() {
        return Panel.curves("Lag of followers", "none", 8, """
                        Entries that another voter lacks, as the leader knows. A line that rises: that voter is dead, cut off,
                        or its disk is slow.""")
                .asks(over("max by (peer) (raft_replication_lag_entries)", "{{peer}}"))
                .step(100, "orange")
                .step(1000, "red")
                .emptyWhen("while nobody leads, and with a single coordinator");
    }

    private static Panel heatOfCommits() {
        return Panel.heat("Times to commit", "s", 8, """
                        How many entries took how long from their proposal to being committed and applied at the leader. A
                        second band above the first is a disk that now and then does not flush in time.""")
                .asks(heat("sum by (le) (%s)".formatted(increase("raft_commit_latency_seconds_bucket"))));
    }

    private static Panel commits() {
        return Panel.curves("Time to commit", "s", 8, """
                        Half and 99 % of the entries are committed and applied within it.""")
                .asks(
                        over(quantile(0.5, "le", "raft_commit_latency_seconds"), "median"),
                        over(quantile(0.99, "le", "raft_commit_latency_seconds"), "99 %"))
                .step(0.1, "orange")
                .step(1, "red");
    }

    private static Panel calls() {
        return Panel.curves("Calls to followers", "cps", 8, """
                        Calls of the leader, by whether they were answered as hoped. Many that were not: a follower is dead or
                        cut off.""")
                .asks(over("sum by (success) (%s)".formatted(rate("raft_rpc_call_total")), "success {{success}}"))
                .stacked();
    }

    private static Panel connections() {
        return Panel.curves("Connections between coordinators", "short", 12, """
                        Attempts by outcome, connections that ended, and those that were renewed because nothing came back on
                        them. All should stand still.""")
                .asks(
                        over(
                                "sum by (outcome) (%s)".formatted(increase("raft_connection_attempts_total")),
                                "{{outcome}}"),
                        over("sum(%s)".formatted(increase("raft_connections_lost_total")), "lost"),
                        over("sum(%s)".formatted(increase("raft_reconnects_total")), "renewed"))
                .counted();
    }

    private static Panel index() {
        return Panel.curves("Commit index", "none", 6, """
                        The last entry that each coordinator knows to be committed. A line that stays below the others follows
                        nobody.""")
                .asks(over(
                        "max by (instance, node) (%s)".formatted(own("raft_commit_index")), "{{node}} {{instance}}"));
    }

    private static Panel skew() {
        return Panel.curves("Skew of wall clocks", "s", 6, """
                        Each process's wall clock against Prometheus. Nothing is decided by it, but people read times in logs
                        and events; half a second is the scrape itself.""")
                .asks(over(
                        "max by (job, instance) (%1$s - timestamp(%1$s))".formatted(own("cluster_wall_clock_seconds")),
                        "{{job}} {{instance}}"))
                .unbounded();
    }
}
