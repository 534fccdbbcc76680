package io.bellwether.simulation.scenarios.links;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.Settings;
import io.bellwether.simulation.scenarios.links.OneLinkRuns.Ours;
import io.bellwether.simulation.scenarios.links.OneLinkRuns.Plan;
import io.bellwether.simulation.scenarios.links.OneLinkRuns.Theirs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One bad link changes nothing; a node that hears nobody, or that nobody hears, is found, and it alone. */
public final class OneLinkScenario {

    private static final int SMALLEST = 3;
    private static final int SMALL_MAX = 12;
    private static final double ACCUSED_SECONDS_MAX = 10;

    private record Group(String words, List<Integer> sizes) {}

    private OneLinkScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "one-link",
                "One dead, one-way or lossy link changes no view; a deaf or mute node is accused. 2 min of one core.",
                List.of(
                        Option.flag("small", "Only clusters of 3 to 12 nodes, not those of 100 and 1000."),
                        Option.seconds(40, 15),
                        Option.repeat(3),
                        Option.number("peer-repeat", 1, 0, 1000, "Runs of each peer, up to 100 nodes."),
                        Option.text("only", "", "Only cases whose name contains this, such as 'deaf service, N=7'."),
                        Option.trace()),
                OneLinkScenario::run);
    }

    private static Result run(Session session) {
        Settings settings = session.settings();
        var findings = new Findings(session, "one-link");
        for (LinkCase which : LinkCase.values()) {
            for (Group group : groups(settings)) {
                List<Plan> plans = group.sizes.stream()
                        .map(nodes -> new Plan(which, nodes, Duration.ofSeconds(settings.seconds())))
                        // A deaf service needs a service.
                        .filter(plan -> plan.nodes() > SMALLEST || (which != LinkCase.DEAF && which != LinkCase.MUTE))
                        .filter(plan -> plan.name().startsWith(settings.text("only"))
                                || plan.name().equals(settings.text("only")))
                        .toList();
                if (!plans.isEmpty()) {
                    run(session, findings, which, group, plans);
                }
            }
        }
        return findings.result();
    }

    private static void run(Session session, Findings findings, LinkCase which, Group group, List<Plan> plans) {
        Settings settings = session.settings();
        String words = "%s, %s".formatted(which.words(), group.words);
        List<Ours> ours = session.runs(words, plans.size() * settings.repeat(), index -> {
            long seed = settings.seed() + index / plans.size();
            return OneLinkRuns.ours(plans.get((int) (index % plans.size())), seed, session.trace(seed));
        });
        ours.forEach(run -> findings.ended(run.seed(), run.plan().name(), run.broken()));
        if (which.isLink()) {
            links(findings, words, ours);
        } else {
            machines(findings, words, which, ours);
        }
        int repeat = group.words.equals("N=1000") ? 0 : (int) settings.number("peer-repeat");
        for (Peer peer : repeat == 0 ? List.<Peer>of() : Peer.ALL) {
            List<Theirs> theirs = session.runs(
                    "%s, %s".formatted(peer.name(), words),
                    plans.size() * repeat,
                    index -> OneLinkRuns.theirs(
                            peer, plans.get((int) (index % plans.size())), settings.seed() + index / plans.size()));
            theirs(findings, peer, words, which, theirs);
        }
    }

    private static List<Group> groups(Settings settings) {
        List<Integer> small = new ArrayList<>();
        for (int nodes = SMALLEST; nodes <= SMALL_MAX; nodes++) {
            small.add(nodes);
        }
        var first = new Group("N=3..12", small);
        return settings.flag("small")
                ? List.of(first)
                : List.of(first, new Group("N=100", List.of(100)), new Group("N=1000", List.of(1000)));
    }

    private static void links(Findings findings, String words, List<Ours> runs) {
        findings.ours(
                words + ": changes of the view",
                "",
                runs.stream().mapToLong(Ours::changes).sum(),
                Goal.exactly(0));
        findings.ours(
                words + ": changes of leader",
                "",
                runs.stream().mapToLong(Ours::leaders).sum());
    }

    private static void machines(Findings findings, String words, LinkCase which, List<Ours> runs) {
        var accused = new Sample();
        runs.forEach(run -> accused.addAll(run.accusedNanos()));
        long missed = runs.stream().filter(Ours::missed).count();
        long others = runs.stream().mapToLong(Ours::othersMoved).sum();
        findings.ours(words + ": others moved to another state", "", others, Goal.exactly(0));
        // A deaf coordinator is a matter of the log as well; it is told how long that takes.
        if (which == LinkCase.DEAF || which == LinkCase.MUTE) {
            findings.ours(words + ": faulty not accused", "", missed, Goal.exactly(0));
            findings.ours(words + ": accused after, most", "s", accused.seconds(1), Goal.atMost(ACCUSED_SECONDS_MAX));
        } else {
            findings.ours(words + ": faulty not accused", "", missed);
            findings.ours(words + ": accused after, most", "s", accused.seconds(1));
            findings.ours(
                    words + ": changes of leader",
                    "",
                    runs.stream().mapToLong(Ours::leaders).sum());
        }
        findings.ours(words + ": accused after, median", "s", accused.seconds(0.5));
    }

    private static void theirs(Findings findings, Peer peer, String words, LinkCase which, List<Theirs> runs) {
        findings.peers(
                peer,
                words + ": healthy accused",
                "",
                runs.stream().mapToLong(Theirs::othersAccused).sum());
        if (!which.isLink()) {
            var accused = new Sample();
            runs.forEach(run -> accused.addAll(run.accusedNanos()));
            findings.peers(peer, words + ": faulty not accused", "", (double) runs.size() - accused.size());
            findings.peers(peer, words + ": accused after, most", "s", accused.seconds(1));
            findings.peers(peer, words + ": accused after, median", "s", accused.seconds(0.5));
        }
    }
}
