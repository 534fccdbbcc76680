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

/** How fast losses are found, and what stands in the way of that. */
final class DetectionBoard {

    private static final String QUIET = "when no member was lost in the time that is shown";

    private DetectionBoard() {}

    static Board board() {
        return new Board(
                "bellwether-detection",
                "Failure detection",
                "How fast is a loss found and agreed, and could it be found falsely?",
                """
                Without a leader nothing is agreed: times to detect and phi stop, "Edges that turned bad" and heartbeats go on and
                show that the loss was seen. A dead coordinator: its own counts are missing, the sum goes on.""",
                false,
                List.of(
                        section("", Cluster.lost(4), Cluster.leader(5), found(), mean(), slowest(), cap()),
                        section("Time to detect", heatOfTimes(), times()),
                        section("Suspicion", phi(), turned(), transitions()),
                        section("What detection stands on", beats(), delay(), attempts(), mailbox())));
    }

    private static Panel found() {
        return Panel.stat("Losses found", "short", 4, "no coordinator answers", """
                        Members that became UNREACHABLE since the coordinators were started, by the count of those that led
                        then.""")
                .asks(now("sum(%s)".formatted(own("cluster_detection_latency_seconds_count")), ""))
                .base("blue");
    }

    private static Panel mean() {
        return Panel.stat("Mean time to detect", "s", 4, "nothing was lost", """
                        From the last beat that any observer heard to the commit that the member is UNREACHABLE, mean of all
                        since the coordinators were started.""")
                .asks(now(
                        "sum(%s) / (sum(%s) > 0)"
                                .formatted(
                                        own("cluster_detection_latency_seconds_sum"),
                                        own("cluster_detection_latency_seconds_count")),
                        ""))
                .decimals(2)
                .base("blue")
                .emptyWhen("when nothing was lost since the coordinators were started");
    }

    private static Panel slowest() {
        return Panel.stat("Slowest, over the promise by", "s", 4, "nothing was lost", """
                        The longest time to detect of the last minutes, less what is promised at worst: the silence cap and 1.5 s
                        for agreeing (6 s with the default profile). Below nothing is within the promise.""")
                .asks(now(
                        "(max(%s) > 0) - (max(%s) + 1.5)"
                                .formatted(
                                        own("cluster_detection_latency_seconds_max"),
                                        own("cluster_timing_seconds", "time=\"silence_cap\"")),
                        ""))
                .decimals(2)
                .step(0, "red")
                .emptyWhen(QUIET);
    }

    private static Panel cap() {
        return Panel.stat("Silence cap", "s", 3, "nobody answers", """
                        After so long a silence an edge is bad whatever phi says: what the times are to be compared with. From
                        the profile and the settings of the processes.""")
                .asks(now("max(%s)".formatted(own("cluster_timing_seconds", "time=\"silence_cap\"")), ""))
                .base("blue");
    }

    private static Panel heatOfTimes() {
        return Panel.heat("Times to detect", "s", 12, """
                        How many losses took how long, from the last beat that any observer heard to the commit that the member
                        is UNREACHABLE.""")
                .asks(heat("sum by (le) (%s)".formatted(increase("cluster_detection_latency_seconds_bucket"))))
                .emptyWhen(QUIET);
    }

    private static Panel times() {
        return Panel.curves("Time to detect a loss", "s", 12, """
                        Half and 99 % of the losses are found within it; beside them the silence cap and the failure timeout
                        that the cluster runs with. There is a line only where something was lost.""")
                .asks(
                        over(quantile(0.5, "le", "cluster_detection_latency_seconds"), "median"),
                        over(quantile(0.99, "le", "cluster_detection_latency_seconds"), "99 %"),
                        over(
                                "max by (time) (%s)"
                                        .formatted(
                                                own("cluster_timing_seconds", "time=~\"silence_cap|failure_timeout\"")),
                                "{{time}}"));
    }

    private static Panel phi() {
        return Panel.curves("Phi of each member", "none", 12, """
                        How unlikely the silence of each member is, the median over its observers. Over 8 an edge is bad once
                        the floor has passed; lines that often come near it on living members are false alarms to come: choose
                        a slower profile.""")
                .asks(over("max by (node) (cluster_member_phi)", "{{node}}"))
                .step(8, "red")
                .emptyWhen("while nobody leads");
    }

    private static Panel turned() {
        return Panel.curves("Edges that turned bad", "short", 12, """
                        Counted by each process itself, leader or not. Edges that turn bad while no member is lost are links,
                        or processes that stand still.""")
                .asks(over(
                        "sum by (job, instance) (%s)".formatted(increase("cluster_failures_detected_total")),
                        "{{job}} {{instance}}"))
                .counted();
    }

    private static Panel transitions() {
        return Panel.curves("Losses and returns", "short", 24, """
                        Members that became UNREACHABLE, REMOVED, QUARANTINED, and RECOVERING after it, by the count of
                        whichever process saw the most.""")
                .asks(over(
                        "max by (to) (%s)"
                                .formatted(increase(
                                        "cluster_member_transitions_total",
                                        "to=~\"unreachable|removed|gone|quarantined|recovering\"")),
                        "{{to}}"))
                .counted();
    }

    private static Panel beats() {
        return Panel.curves("Heartbeats", "cps", 12, """
                        Beats that were sent and received. What is sent and not received is lost on the way, or goes to somebody
                        who is not there.""")
                .asks(
                        over("sum(%s)".formatted(rate("cluster_heartbeats_sent_total")), "sent"),
                        over("sum(%s)".formatted(rate("cluster_heartbeats_received_total")), "received"));
    }

    private static Panel delay() {
        return Panel.curves("Delay of the agents' loops", "s", 12, """
                        How late a loop ran at worst. A late loop doubts what it sees and accuses nobody; near the silence floor
                        it is itself taken for silent.""")
                .asks(
                        over(
                                "max by (job, instance) (%s)".formatted(own("cluster_agent_loop_delay_seconds")),
                                "{{job}} {{instance}}"),
                        over(
                                "max by (time) (%s)".formatted(own("cluster_timing_seconds", "time=\"silence_floor\"")),
                                "{{time}}"));
    }

    private static Panel attempts() {
        return Panel.curves("Attempts to reach a coordinator", "cps", 12, """
                        By outcome; all but success say that something stands in the way of reports.""")
                .asks(over("sum by (outcome) (%s)".formatted(rate("cluster_connection_attempts_total")), "{{outcome}}"))
                .stacked();
    }

    private static Panel mailbox() {
        return Panel.curves("Waiting and dropped in agents", "short", 12, """
                        Tasks that wait for an agent's loop, and what agents dropped for want of room. Both should be
                        nothing.""")
                .asks(
                        over(
                                "max by (job, instance) (%s)".formatted(own("cluster_agent_mailbox")),
                                "{{instance}} waiting"),
                        over(
                                "sum by (what) (%s)".formatted(increase("cluster_agent_dropped_total")),
                                "dropped: {{what}}"));
    }
}
