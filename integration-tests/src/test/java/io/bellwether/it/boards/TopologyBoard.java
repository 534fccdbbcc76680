package io.bellwether.it.boards;

import static io.bellwether.it.boards.Board.section;
import static io.bellwether.it.boards.PanelJson.inWords;
import static io.bellwether.it.boards.PanelJson.toMember;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.rate;
import static io.bellwether.it.boards.Query.rows;

import io.bellwether.it.boards.Words.Word;
import java.util.List;

/**
 * Who hears whom. The graph wants rows with columns of certain names (id, title, mainstat, color; id, source, target), which are
 * labels here; where a label has to be a number, {@code count_values} makes it one.
 */
final class TopologyBoard {

    private static final String STATE = "max by (node) (cluster_member_state)";

    /** No colour is a name of a theme here: the graph draws it as it stands. */
    private static final List<Word> MEMBER_WORDS = List.of(
            new Word(0, "joining", "#5794F2"),
            new Word(1, "healthy", "#73BF69"),
            new Word(2, "degraded", "#FADE2A"),
            new Word(3, "recovering", "#5794F2"),
            new Word(4, "unreachable", "#F2495C"),
            new Word(5, "quarantined", "#C4162A"),
            new Word(6, "draining", "#B877D9"),
            new Word(7, "maintenance", "#B877D9"),
            new Word(8, "leaving", "#8E8E8E"));

    private static final List<Word> EDGE_WORDS = List.of(
            new Word(0, "good", "#73BF69"),
            new Word(1, "lossy", "#FADE2A"),
            new Word(2, "deaf", "#FF9830"),
            new Word(3, "silent", "#F2495C"));

    private static final List<Word> SCRAPED_WORDS =
            List.of(new Word(0, "not reached", "#8E8E8E"), new Word(1, "answers", "#CCCCDC"));

    private TopologyBoard() {}

    static Board board() {
        return new Board(
                "bellwether-topology",
                "Topology",
                "Who hears whom, and which link or member is it?",
                """
                Without a leader: the graph shows every process that Prometheus knows, grey and without edges ("answers", "not
                reached"); "Edges that turned bad" goes on, because each process counts its own. A dead coordinator that led:
                the same until the next one leads.""",
                false,
                List.of(
                        section("", Cluster.leader(6), edges("good", 6), edges("lossy|deaf", 6), edges("silent", 6)),
                        section("Now", graph(), bad(), Cluster.table(24)),
                        section("Over time", edgeStates(), turned(), counts(), refused())));
    }

    private static Panel graph() {
        return Panel.graph("Members and edges", 14, 18, """
                        Every member with its state and its score; every edge from who observes to who is observed, in the
                        colour of the verdict: good, lossy, deaf (it does not hear the observer), silent. Bad edges are dashed.
                        What the leader does not know is grey: everything, while nobody leads.""").asks(rows(nodes()), rows(edgeRows()));
    }

    private static String nodes() {
        var states = named(
                labelled("count_values by (node) (\"state\", %s)".formatted(STATE), "state", MEMBER_WORDS), "node");
        var scores = "count_values by (node) (\"secondarystat\", round(max by (node) (cluster_member_health_score)))";
        var scraped = named(
                labelled(
                        "count_values by (node) (\"state\", max by (node) (%s))"
                                .formatted(Query.own("up", "node!=\"\"")),
                        "state",
                        SCRAPED_WORDS),
                "node");
        // Twice "or": a member without a score stays, and so does a process that the leader does not know. An edge
        // whose end
        // is missing would break the whole graph.
        return "(%s * on (node) group_left (secondarystat) %s) or on (node) %s or on (node) %s"
                .formatted(states, scores, states, scraped);
    }

    private static String edgeRows() {
        var edges = """
                count_values by (observer, subject) ("state", max by (observer, subject) (cluster_edge_state)
                  and on (observer) label_join(%1$s, "observer", "", "node")
                  and on (subject) label_join(%1$s, "subject", "", "node"))""".formatted(STATE);
        var dashed = "label_replace(%s, \"strokedasharray\", \"6 4\", \"state\", \"[1-9]\")"
                .formatted(labelled(edges, "state", EDGE_WORDS));
        return ("label_join(label_join(label_join(%s, \"id\", \"--\", \"observer\", \"subject\"),"
                        + " \"source\", \"\", \"observer\"), \"target\", \"\", \"subject\")")
                .formatted(dashed);
    }

    /** With the number of a label said as a word and as a colour. */
    private static String labelled(String expr, String label, List<Word> words) {
        var result = expr;
        for (Word word : words) {
            result = replaced(
                    replaced(result, "mainstat", word.text(), label, word), "color", word.colour(), label, word);
        }
        return result;
    }

    private static String replaced(String expr, String to, String text, String label, Word word) {
        return "label_replace(%s, \"%s\", \"%s\", \"%s\", \"%d\")".formatted(expr, to, text, label, word.value());
    }

    private static String named(String expr, String label) {
        return "label_join(label_join(%s, \"id\", \"\", \"%s\"), \"title\", \"\", \"%s\")"
                .formatted(expr, label, label);
    }

    private static Panel edges(String states, int width) {
        var panel = Panel.stat("Edges " + states.replace("|", " or "), "none", width, "nobody leads", """
                        How many edges between members are %s, as the leader has been told by their
                        observers.""".formatted(
                                states.replace("|", " or ")))
                .asks(now("sum(cluster_edges{state=~\"%s\"})".formatted(states), ""));
        return states.equals("good") ? panel.base("red").step(1, "green") : panel.step(1, "orange");
    }

    private static Panel bad() {
        return Panel.table("Bad edges", 10, """
                        Edges that are not good now, the worst first. One subject in many lines: look at that member. One
                        observer in many lines: it is that one which does not hear. One line in each direction: a link.""")
                .asks(rows("sort_desc(max by (observer, subject) (cluster_edge_state > 0))"))
                .column("observer", "Observer", toMember())
                .column("subject", "Subject", toMember())
                .column("Value", "Edge", inWords(Words.EDGES))
                .emptyWhen("when every edge is good, or nobody leads");
    }

    private static Panel edgeStates() {
        return Panel.states("Edges while they were bad", 12, Words.EDGES, """
                        A line for each edge that was bad in the time that is shown, drawn while it was. Good edges are left
                        out.""")
                .asks(over("max by (observer, subject) (cluster_edge_state > 0)", "{{observer}} to {{subject}}"))
                .emptyWhen("when no edge was bad");
    }

    private static Panel turned() {
        return Panel.curves("Edges that turned bad", "cps", 12, """
                        By the process that saw it, leader or not. Many for one process only: it is that one which does not
                        hear.""")
                .asks(over(
                        "sum by (job, instance) (%s)".formatted(rate("cluster_failures_detected_total")),
                        "{{job}} {{instance}}"));
    }

    private static Panel counts() {
        return Panel.curves("Edges by verdict", "none", 12, """
                        How many edges are in which state, as the leader tells it. The sum moves with the number of
                        members.""")
                .asks(over("max by (state) (cluster_edges)", "{{state}}"))
                .stacked()
                .emptyWhen("while nobody leads");
    }

    private static Panel refused() {
        return Panel.curves("Datagrams refused", "cps", 12, """
                        By reason: forged, replayed, damaged, of another cluster. What is refused is not heard, so this can be
                        why an edge is bad.""")
                .asks(over("sum by (reason) (%s)".formatted(rate("cluster_datagrams_refused_total")), "{{reason}}"));
    }
}
