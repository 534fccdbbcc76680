package io.bellwether.it.boards;

import static io.bellwether.it.boards.Board.section;
import static io.bellwether.it.boards.Query.increase;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.own;
import static io.bellwether.it.boards.Query.rate;
import static io.bellwether.it.boards.Query.sqlOver;

import java.util.List;

/** One member: what others say of it, and what it says of itself. */
final class MemberBoard {

    private static final String NODE = "node=\"$node\"";

    private MemberBoard() {}

    static Board board() {
        return new Board(
                "bellwether-member",
                "Member",
                "What is it with this one: what do others see of it, what does it say of itself, what happened to it?",
                """
                Without a leader: state, score, phi and edges say "nobody leads"; all that it tells itself goes on. When it is
                dead itself: "Scraped" says no, its own curves end, and what others say of it goes on until it is removed.""",
                true,
                List.of(
                        section("", state(), score(), phi(), scraped(), readOnly(), uptime(), version()),
                        section("What others see of it", states(), observed()),
                        section("What it sees", observing(), turned(), quorumAge(), epoch()),
                        section("How it feels", ownScore(), terms(), delay(), beats()),
                        section("What it does", requests(), memory(), cpu(), pauses()),
                        section(
                                "What happened to it",
                                Cluster.events(14, " and subject = ${node:sqlstring}"),
                                history())));
    }

    private static Panel state() {
        return Panel.stat("State", "none", 4, "nobody leads, or it is no member", """
                        Its committed state as the leader tells it.""")
                .asks(now("max(cluster_member_state{%s})".formatted(NODE), ""))
                .says(Words.STATES)
                .base("text");
    }

    private static Panel score() {
        return Panel.stat("Score at the leader", "none", 4, "nobody leads, or it is no member", """
                        Its score as the leader knows it, 0 to 100. Under 50 for 10 s it becomes DEGRADED.""")
                .asks(now("max(cluster_member_health_score{%s})".formatted(NODE), ""))
                .base("red")
                .step(Cluster.ILL, "orange")
                .step(Cluster.WELL, "green");
    }

    private static Panel phi() {
        return Panel.stat("Phi", "none", 3, "nobody leads", """
                        How unlikely its silence is, the median over its observers. Over 8 it counts as silent once the floor has
                        passed.""")
                .asks(now("max(cluster_member_phi{%s})".formatted(NODE), ""))
                .decimals(1)
                .step(4, "orange")
                .step(8, "red");
    }

    private static Panel scraped() {
        return Panel.stat("Scraped", "none", 3, "no target", """
                        Whether Prometheus reached it at its last scrape. Where not, everything below that it would tell itself
                        is missing.""")
                .asks(now("max(%s)".formatted(own("up", NODE)), ""))
                .says(Words.REACHED)
                .base("red")
                .step(1, "green");
    }

    private static Panel readOnly() {
        return Panel.stat("Mode", "none", 3, "not reached", """
                        Whether it takes writes, or is read-only because it has no fresh evidence of a leader with a majority.""")
                .asks(now("1 + max(%s)".formatted(own("cluster_read_only", NODE)), ""))
                .says(Words.MODES)
                .base("red")
                .step(1, "green");
    }

    private static Panel uptime() {
        return Panel.stat("Up for", "s", 3, "not reached", """
                        How long its process has run. Minutes where you expect days: it was restarted.""")
                .asks(now("max(%s)".formatted(own("process_uptime_seconds", NODE)), ""))
                .base("blue");
    }

    private static Panel version() {
        return Panel.stat("Version and profile", "none", 4, "not reached", """
                        What runs there, and with which profile: a cluster whose members differ in their profile churns.""")
                .asks(now(
                        "max by (version, profile) (%s)".formatted(own("cluster_build_info", NODE)),
                        "{{version}} {{profile}}"))
                .byName()
                .base("blue");
    }

    private static Panel states() {
        return Panel.states("Its state", 12, Words.STATES, """
                        Its committed state over time, as the leader tells it. A gap: nobody led, or it was no member.""")
                .asks(over("max by (node) (cluster_member_state{%s})".formatted(NODE), "{{node}}"))
                .emptyWhen("while nobody leads");
    }

    private static Panel observed() {
        return Panel.states("How its observers hear it", 12, Words.EDGES, """
                        The edge from each of its observers, as that one reported it to the leader. All bad: it is this member.
                        One bad: it is the link, or the observer.""")
                .asks(over("max by (observer) (cluster_edge_state{subject=\"$node\"})", "{{observer}}"))
                .emptyWhen("while nobody leads");
    }

    private static Panel observing() {
        return Panel.states("How it hears others", 12, Words.EDGES, """
                        The edge to each member that it observes. All bad while others hear those well: it is this member that
                        does not hear.""")
                .asks(over("max by (subject) (cluster_edge_state{observer=\"$node\"})", "{{subject}}"))
                .emptyWhen("while nobody leads, or its reports do not arrive");
    }

    private static Panel turned() {
        return Panel.curves("Edges that it saw turn bad", "short", 4, """
                        Counted by itself, leader or not.""")
                .asks(over("sum(%s)".formatted(increase("cluster_failures_detected_total", NODE)), "turned bad"))
                .counted();
    }

    private static Panel quorumAge() {
        return Panel.curves("Its evidence of a quorum", "s", 4, """
                        How old its newest evidence of a leader with a majority is. It is read-only once that is too old.""")
                .asks(over("max(%s)".formatted(own("cluster_quorum_age_seconds", NODE)), "age"));
    }

    private static Panel epoch() {
        return Panel.curves("Its view", "none", 4, """
                        The epoch that it holds, and the newest that anybody holds.""")
                .asks(
                        over("max(%s)".formatted(own("cluster_epoch", NODE)), "its epoch"),
                        over("max(%s)".formatted(own("cluster_epoch")), "newest"));
    }

    private static Panel ownScore() {
        return Panel.curves("Its score", "none", 8, """
                        As it knows it itself and as the leader knows it. Far apart: gossip or reports do not pass between the
                        two.""")
                .asks(
                        over("min(%s)".formatted(own("cluster_health_score", NODE)), "own"),
                        over("max(cluster_member_health_score{%s})".formatted(NODE), "at the leader"))
                .to(100)
                .base("red")
                .step(Cluster.ILL, "orange")
                .step(Cluster.WELL, "green");
    }

    private static Panel terms() {
        return Panel.curves("Terms of its score", "none", 8, """
                        Points of each dimension, 0 to 100. The lowest line pulls the score down; ./bellwether explain NODE tells
                        the input behind it.""")
                .asks(over("min by (term) (%s >= 0)".formatted(own("cluster_health_term_score", NODE)), "{{term}}"))
                .to(100);
    }

    private static Panel delay() {
        return Panel.curves("Delay of its loop", "s", 4, """
                        How late its agent's loop ran at worst: pauses and starvation of the whole process show here.""")
                .asks(over("max(%s)".formatted(own("cluster_agent_loop_delay_seconds", NODE)), "delay"));
    }

    private static Panel beats() {
        return Panel.curves("Its heartbeats", "cps", 4, """
                        Beats that it sent and that it received. Sent but not received: it does not hear.""")
                .asks(
                        over("sum(%s)".formatted(rate("cluster_heartbeats_sent_total", NODE)), "sent"),
                        over("sum(%s)".formatted(rate("cluster_heartbeats_received_total", NODE)), "received"));
    }

    private static Panel requests() {
        return Panel.curves("Requests to it", "reqps", 6, """
                        HTTP requests that it answered, by status; its own health and metrics included.""")
                .asks(over(
                        "sum by (status) (%s)".formatted(rate("http_server_requests_seconds_count", NODE)),
                        "{{status}}"))
                .stacked();
    }

    private static Panel memory() {
        return Panel.curves("Its memory", "bytes", 6, """
                        Memory of its JVM in use, heap and beside it, and the most that the heap may take.""")
                .asks(
                        over("sum by (area) (%s)".formatted(own("jvm_memory_used_bytes", NODE)), "{{area}}"),
                        over(
                                "sum(%s > 0)".formatted(own("jvm_memory_max_bytes", NODE, "area=\"heap\"")),
                                "heap at most"));
    }

    private static Panel cpu() {
        return Panel.curves("Its CPU", "percentunit", 6, """
                        Share of the processors that its process uses, and that the whole machine uses.""")
                .asks(
                        over("max(%s)".formatted(own("process_cpu_usage", NODE)), "process"),
                        over("max(%s)".formatted(own("system_cpu_usage", NODE)), "machine"))
                .to(1);
    }

    private static Panel pauses() {
        return Panel.curves("Its pauses", "s", 6, """
                        The longest pause for garbage of the last minutes. Near the silence floor it is taken for silent.""")
                .asks(over("max(%s)".formatted(own("jvm_gc_pause_seconds_max", NODE)), "longest pause"))
                .emptyWhen("until its first collection of garbage");
    }

    private static Panel history() {
        return Panel.curves("Stored samples", "none", 10, """
                        Score and phi of this member as the consumer has stored them. Needs Postgres.""")
                .asks(sqlOver("""
                        select at as time, 'score' as metric, score::float8 as value from health_samples
                        where $__timeFilter(at) and node = ${node:sqlstring}
                        union all
                        select at, 'phi', phi from health_samples where $__timeFilter(at) and node = ${node:sqlstring}
                        order by 1"""))
                .emptyWhen("where nothing is projected, or Postgres is away");
    }
}
