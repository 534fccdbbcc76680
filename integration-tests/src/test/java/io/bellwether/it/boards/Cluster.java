package io.bellwether.it.boards;

import static io.bellwether.it.boards.PanelJson.inWords;
import static io.bellwether.it.boards.PanelJson.property;
import static io.bellwether.it.boards.PanelJson.toMember;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.own;
import static io.bellwether.it.boards.Query.rows;
import static io.bellwether.it.boards.Query.sqlRows;

/** Panels about the cluster as a whole, which stand on several boards. */
final class Cluster {

    /** From score 65 on a member is well again, under 50 it becomes DEGRADED; docs/protocol.md. */
    static final double WELL = 65;

    static final double ILL = 50;

    private Cluster() {}

    /** The most that any process counts: one that is cut off holds on to an old view. */
    static String members(String matcher) {
        return "max(sum by (instance) (cluster_members%s))".formatted(matcher.isEmpty() ? "" : "{" + matcher + "}");
    }

    static Panel quorum(int width) {
        return Panel.stat("Quorum", "none", width, "Prometheus has nothing", """
                        Whether a majority stands behind a leader, by the log of any coordinator. Without it the cluster is
                        read-only and nobody is removed.""")
                .asks(now("max(cluster_quorum) or vector(-1)", ""))
                .says(Words.QUORUM)
                .base("red")
                .step(1, "green");
    }

    static Panel leader(int width) {
        return Panel.stat("Leader", "none", width, "nobody leads", """
                        The coordinator that leads. Nobody for a second or two is a fail-over; for longer, look at quorum and
                        at the roles on Consensus. Two at once for longer than a scrape is a bug.""")
                .asks(now(
                        "max by (node) (raft_node_state == 3)"
                                + " or on () label_replace(vector(0), \"node\", \"nobody leads\", \"\", \"\")",
                        "{{node}}"))
                .byName()
                .base("red")
                .step(3, "green");
    }

    static Panel membersCount(int width) {
        return Panel.stat("Members", "none", width, "nobody answers", """
                        Members of the cluster, by the view of whoever sees the most of them: coordinators, or services where
                        no coordinator answers.""")
                .asks(now(members(""), ""))
                .base("blue");
    }

    static Panel notHealthy(int width) {
        return Panel.stat("Not healthy", "none", width, "nobody answers", """
                        Members that are not HEALTHY, whatever the reason, by the view of whoever sees the most of them. The
                        timeline of states tells who.""")
                .asks(now(members("state!=\"healthy\""), ""))
                .step(1, "orange");
    }

    static Panel lost(int width) {
        return Panel.stat("Lost", "none", width, "nobody answers", """
                        Members that are UNREACHABLE or QUARANTINED: they get no request, and ./bellwether status ends with
                        exit code 2.""")
                .asks(now(members("state=~\"unreachable|quarantined\""), ""))
                .step(1, "red");
    }

    static Panel states(int width) {
        return Panel.states("State of each member", width, Words.STATES, """
                        Committed state of each member, as the leader tells it. A gap over all of them: nobody led, or the
                        leader was not scraped. A line that ends: the member was removed or has left.""")
                .asks(over("max by (node) (cluster_member_state)", "{{node}}"))
                .emptyWhen("while nobody leads: only a leader tells it. \"Modes of the processes\" goes on");
    }

    static Panel modes(int width) {
        return Panel.states("Modes of the processes", width, Words.MODES, """
                        What each process says of itself, leader or not: it takes writes, it is read-only because it has no
                        fresh evidence of a leader with a majority, or Prometheus does not reach it.""")
                .asks(over(
                        "1 + max by (job, instance) (%s) or max by (job, instance) (%s == 0)"
                                .formatted(own("cluster_read_only"), own("up")),
                        "{{job}} {{instance}}"));
    }

    static Panel table(int width) {
        return Panel.table("Members now", width, """
                        One line for each member: what the leader knows of it, and what it says of itself. Without a leader the
                        columns of the leader are empty and the others stay. A click on the name leads to the member.""")
                .asks(
                        rows("max by (node) (cluster_member_state)"),
                        rows("max by (node) (cluster_member_health_score)"),
                        rows("max by (node) (cluster_member_phi)"),
                        rows("max by (node) (%s)".formatted(own("up", "node!=\"\""))),
                        rows("min by (node) (%s)".formatted(own("cluster_health_score", "node!=\"\""))),
                        rows("max by (node) (%s)".formatted(own("cluster_read_only", "node!=\"\""))))
                .column("node", "Member", toMember())
                .column("Value #A", "State", inWords(Words.STATES))
                .column("Value #B", "Score (leader)", property("decimals", 0))
                .column("Value #C", "Phi (median)", property("decimals", 1))
                .column("Value #D", "Scraped", inWords(Words.REACHED))
                .column("Value #E", "Score (own)", property("decimals", 0))
                .column("Value #F", "Read-only", inWords(Words.READ_ONLY));
    }

    static Panel events(int width, String condition) {
        return Panel.table("Last events", width, """
                        The journal of the coordinators as the consumer has stored it, newest first, within the time that is
                        shown. It needs Postgres, Kafka and the consumer; ./bellwether events needs none of them.""")
                .asks(sqlRows("""
                        select at, sequence, type, subject, from_state, to_state, cause, evidence from cluster_events
                        where $__timeFilter(at)%s order by sequence desc limit 200""".formatted(condition)))
                .column("at", "At")
                .column("sequence", "No.")
                .column("type", "Event")
                .column("subject", "Subject", toMember())
                .column("from_state", "From")
                .column("to_state", "To")
                .column("cause", "Cause")
                .column("evidence", "Evidence")
                .emptyWhen("when nothing happened in the time that is shown, or Postgres is away");
    }
}
