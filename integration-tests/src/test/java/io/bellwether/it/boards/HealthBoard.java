package io.bellwether.it.boards;

import static io.bellwether.it.boards.Board.section;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.own;
import static io.bellwether.it.boards.Query.rate;
import static io.bellwether.it.boards.Query.sqlOver;
import static io.bellwether.it.boards.Query.sqlRows;

import java.util.List;

/** Scores, and what they are made of. */
final class HealthBoard {

    private HealthBoard() {}

    static Board board() {
        return new Board(
                "bellwether-health",
                "Health scores",
                "How well is everybody, since when, and which term of the score is to blame?",
                """
                Without a leader: the scores as the leader knows them have a gap; own scores, terms and checks go on, since every
                process tells its own. A member that is not reached has no own score: "As the leader knows it" falls for it.""",
                false,
                List.of(
                        section(
                                "",
                                lowest(),
                                below(Cluster.WELL),
                                below(Cluster.ILL),
                                worstTerm(),
                                Cluster.notHealthy(4)),
                        section("Scores", known(), told(), bars(), heat()),
                        section("What they are made of", terms(), costly(), checks(), notHealthy()),
                        section("History", history(), samples())));
    }

    private static Panel scoreSteps(Panel panel) {
        return panel.from(0).to(100).base("red").step(Cluster.ILL, "orange").step(Cluster.WELL, "green");
    }

    private static Panel lowest() {
        return scoreSteps(Panel.stat("Lowest score", "none", 5, "nobody answers", """
                        The lowest score of a member as the leader knows it; where nobody leads, the lowest that a process
                        tells of itself.""")
                .asks(now("min(cluster_member_health_score) or min(%s)".formatted(own("cluster_health_score")), "")));
    }

    private static Panel below(double bound) {
        return Panel.stat("Own score under %.0f".formatted(bound), "none", 5, "nobody answers", """
                        Processes whose own score is under %.0f. Under 50 for 10 s a member becomes DEGRADED, over 65 for 30 s it
                        is well again.""".formatted(bound))
                .asks(now(
                        "count(%s < %.0f) or 0 * count(%s)"
                                .formatted(own("cluster_health_score"), bound, own("cluster_health_score")),
                        ""))
                .step(1, bound > Cluster.ILL ? "orange" : "red");
    }

    private static Panel worstTerm() {
        return scoreSteps(Panel.stat("Worst term", "none", 5, "nobody answers", """
                        The dimension of the score with the fewest points at any process, and its points.""")
                .asks(now(
                        "bottomk(1, min by (term) (%s >= 0))".formatted(own("cluster_health_term_score")),
                        "{{term}}")));
    }

    private static Panel known() {
        return scoreSteps(Panel.curves("As the leader knows it", "none", 12, """
                        Score of each member at the leader: what routing and verdicts go by. It falls for a member that others
                        do not hear, whatever that says of itself.""")
                .asks(over("max by (node) (cluster_member_health_score)", "{{node}}"))
                .emptyWhen("while nobody leads"));
    }

    private static Panel told() {
        return scoreSteps(Panel.curves("As each process knows it", "none", 12, """
                        Each process's own score, leader or not. Where it is far from what the leader knows, gossip does not
                        reach one of the two.""")
                .asks(over(
                        "min by (job, instance) (%s)".formatted(own("cluster_health_score")), "{{job}} {{instance}}")));
    }

    private static Panel bars() {
        return scoreSteps(Panel.bars("Own scores now", "none", 8, """
                        Each process's own score at this moment, the lowest first.""")
                .asks(now(
                        "sort(min by (job, instance) (%s))".formatted(own("cluster_health_score")),
                        "{{job}} {{instance}}")));
    }

    private static Panel heat() {
        return Panel.heat("Where most are", "none", 16, """
                        How many processes have a score in each band of ten points. One dark band at the top is a healthy
                        cluster; a second one below it is a part of it in trouble.""")
                .asks(over("min by (instance) (%s)".formatted(own("cluster_health_score")), "{{instance}}"))
                .calculated();
    }

    private static Panel terms() {
        return scoreSteps(Panel.curves("Terms, the worst of all processes", "none", 12, """
                        For every dimension of the score the fewest points that any process has: CPU, memory, pauses, loop
                        delay, errors, latency, edges, contributed ones. The lowest line is where to look.""")
                .asks(over("min by (term) (%s >= 0)".formatted(own("cluster_health_term_score")), "{{term}}")));
    }

    private static Panel costly() {
        return scoreSteps(Panel.curves("Terms that cost points", "none", 12, """
                        Every dimension of every process while it has less than 90 points. ./bellwether explain NODE tells the
                        input behind it.""")
                .asks(over(
                        "min by (job, instance, term) (%s) < 90".formatted(own("cluster_health_term_score")),
                        "{{instance}} {{term}}"))
                .emptyWhen("when every dimension of every process has 90 points or more"));
    }

    private static Panel checks() {
        return Panel.curves("Health checks", "cps", 12, """
                        Contributors to health that were asked for the score, by outcome. What is down caps a score at 40;
                        timed out tells of a check that hangs.""")
                .asks(over("sum by (outcome) (%s)".formatted(rate("cluster_health_checks_total")), "{{outcome}}"))
                .stacked();
    }

    private static Panel notHealthy() {
        return Panel.curves("Members by state", "none", 12, """
                        Members by their committed state, by the view of whoever sees the most of them in it.""")
                .asks(over("max by (state) (%s)".formatted(own("cluster_members")), "{{state}}"));
    }

    private static Panel history() {
        return scoreSteps(Panel.curves("Stored samples", "none", 14, """
                        Scores as they were told to Kafka and stored by the consumer: they reach back further than Prometheus
                        keeps, and stay when a member is forgotten. Needs Postgres.""")
                .asks(sqlOver("""
                        select at as time, node as metric, score::float8 as value from health_samples
                        where $__timeFilter(at) order by at"""))
                .emptyWhen("where nothing is projected, or Postgres is away"));
    }

    private static Panel samples() {
        return Panel.table("Last sample of each member", 10, """
                        The newest stored sample of each member within the time that is shown, with all terms. A sample that is
                        old while the member lives: the way to Postgres is broken. Needs Postgres.""")
                .asks(sqlRows("""
                        select distinct on (node) node, at, lower(state) as state, score, phi, terms::text as terms
                        from health_samples where $__timeFilter(at) order by node, at desc"""))
                .column("node", "Member", PanelJson.toMember())
                .column("at", "At")
                .column("state", "State")
                .column("score", "Score")
                .column("phi", "Phi")
                .column("terms", "Terms")
                .emptyWhen("where nothing is projected, or Postgres is away");
    }
}
