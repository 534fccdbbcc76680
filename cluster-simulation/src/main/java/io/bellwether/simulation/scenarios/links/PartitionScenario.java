package io.bellwether.simulation.scenarios.links;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.Settings;
import io.bellwether.simulation.scenarios.links.PartitionRuns.Ours;
import io.bellwether.simulation.scenarios.links.PartitionRuns.Plan;
import io.bellwether.simulation.scenarios.links.PartitionRuns.Theirs;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/** The cluster is cut in two and healed: the side with quorum goes on unharmed, and all is whole soon after. */
public final class PartitionScenario {

    private static final int SCORE_LOST_MAX = 15;
    private static final double READ_ONLY_SECONDS_MAX = 4;
    private static final double WHOLE_SECONDS_MAX = 5;

    private PartitionScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "partition",
                "Cut in two and healed: one side goes on, the other is read-only, whole again soon. 1 min of one core.",
                List.of(
                        Option.nodes(100, 20, 1000),
                        Option.number("cut", 60, 1, 3600, "Seconds of the cut; over 315 protection expires in it."),
                        Option.number("healed", 60, 5, 3600, "Seconds watched after the heal."),
                        Option.repeat(10),
                        Option.number("peer-repeat", 2, 0, 1000, "Runs of each peer."),
                        Option.text("only", "", "Only the shapes whose name begins with this."),
                        Option.trace()),
                PartitionScenario::run);
    }

    private static Result run(Session session) {
        Settings settings = session.settings();
        var findings = new Findings(session, "partition");
        for (Shape shape : Shape.values()) {
            if (!shape.words().startsWith(settings.text("only"))) {
                continue;
            }
            var plan = new Plan(
                    shape,
                    settings.nodes(),
                    Duration.ofSeconds(settings.number("cut")),
                    Duration.ofSeconds(settings.number("healed")));
            List<Ours> runs =
                    session.seeds(settings.repeat(), seed -> PartitionRuns.ours(plan, seed, session.trace(seed)));
            runs.forEach(run -> findings.ended(run.seed(), shape.words(), run.broken()));
            ours(findings, plan, runs);
            int repeat = (int) settings.number("peer-repeat");
            for (Peer peer : repeat == 0 ? List.<Peer>of() : Peer.ALL) {
                theirs(
                        findings,
                        peer,
                        shape.words(),
                        session.runs(
                                "%s, %s".formatted(peer.name(), shape.words()),
                                repeat,
                                index -> PartitionRuns.theirs(peer, plan, settings.seed() + index)));
            }
        }
        return findings.result();
    }

    private static void ours(Findings findings, Plan plan, List<Ours> runs) {
        Shape shape = plan.shape();
        String words = shape.words() + ": ";
        if (shape.isClean()) {
            findings.ours(words + "accused, with quorum", "", sum(runs, Ours::accusedWithQuorum), Goal.exactly(0));
            findings.ours(
                    words + "points of score lost, with quorum, most",
                    "",
                    most(runs, Ours::scoreLost),
                    Goal.atMost(SCORE_LOST_MAX));
            findings.ours(
                    words + "read-only after, without quorum, last",
                    "s",
                    most(runs, Ours::readOnlyNanos) / 1e9,
                    Goal.atMost(READ_ONLY_SECONDS_MAX));
            findings.ours(words + "not read-only, without quorum", "", sum(runs, Ours::notReadOnly), Goal.exactly(0));
        } else {
            findings.ours(words + "accused, with quorum", "", sum(runs, Ours::accusedWithQuorum));
            findings.ours(words + "points of score lost, with quorum, most", "", most(runs, Ours::scoreLost));
            findings.ours(words + "not read-only, without quorum", "", sum(runs, Ours::notReadOnly));
        }
        findings.ours(words + "read-only, with quorum", "", sum(runs, Ours::quorumReadOnly));
        findings.ours(words + "changes of leader", "", sum(runs, Ours::leaders));
        findings.ours(
                words + "accused, without quorum, per run", "", (double) sum(runs, Ours::accusedWithout) / runs.size());
        findings.ours(words + "protected, runs", "", sum(runs, run -> run.protectedAtAll() ? 1 : 0));
        findings.ours(words + "removed while protected", "", sum(runs, Ours::removedProtected), Goal.exactly(0));
        findings.ours(words + "removed, per run", "", (double) sum(runs, Ours::removed) / runs.size());
        after(findings, shape, words, runs);
    }

    private static void after(Findings findings, Shape shape, String words, List<Ours> runs) {
        var whole = new Sample();
        runs.stream().filter(run -> run.wholeNanos() >= 0).forEach(run -> whole.add(run.wholeNanos()));
        long never = runs.stream().filter(run -> run.wholeNanos() < 0).count();
        findings.ours(words + "never whole again, runs", "", never, Goal.exactly(0));
        if (shape.isProtected()) {
            findings.ours(
                    words + "whole again after the heal, most", "s", whole.seconds(1), Goal.atMost(WHOLE_SECONDS_MAX));
        } else {
            findings.ours(words + "whole again after the heal, most", "s", whole.seconds(1));
        }
        findings.ours(words + "whole again after the heal, median", "s", whole.seconds(0.5));
        findings.ours(words + "accused after the heal", "", sum(runs, Ours::accusedAfterHeal), Goal.exactly(0));
    }

    private static void theirs(Findings findings, Peer peer, String words, List<Theirs> runs) {
        var whole = new Sample();
        runs.stream().filter(run -> run.wholeNanos() >= 0).forEach(run -> whole.add(run.wholeNanos()));
        findings.peers(
                peer,
                words + ": accused, with quorum",
                "",
                runs.stream().mapToLong(Theirs::accusedNear).sum());
        findings.peers(peer, words + ": never whole again, runs", "", (double) runs.size() - whole.size());
        findings.peers(peer, words + ": whole again after the heal, most", "s", whole.seconds(1));
        findings.peers(peer, words + ": whole again after the heal, median", "s", whole.seconds(0.5));
        findings.peers(
                peer,
                words + ": accused after the heal",
                "",
                runs.stream().mapToLong(Theirs::accusedAfterHeal).sum());
    }

    private static long sum(List<Ours> runs, ToLongFunction<Ours> what) {
        return runs.stream().mapToLong(what).sum();
    }

    private static long most(List<Ours> runs, ToLongFunction<Ours> what) {
        return runs.stream().mapToLong(what).max().orElse(0);
    }
}
