package io.bellwether.simulation.scenarios.links;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.run.PeerRun;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.Settings;
import io.bellwether.simulation.scenario.UsageProblem;
import io.bellwether.simulation.world.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every link loses packets for a long time, and nobody is ill: nobody may be taken for dead. */
public final class Loss20Scenario {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final double ABSENT_SECONDS_MAX = 10;

    /** What is run. */
    record Plan(int nodes, double ratio, Duration watched) {}

    /** What one run of ours gave. */
    record Ours(
            long seed,
            String broken,
            long absences,
            long longestNanos,
            long removed,
            long degraded,
            long quarantined,
            long leaders,
            long readOnly,
            long badEdges) {}

    /** What one run of a peer gave. */
    record Theirs(long accusations, int accused, long longestNanos) {}

    private Loss20Scenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "loss20",
                "20 % loss on all links for an hour: nobody is removed or gone for long. 1 min of one core.",
                List.of(
                        Option.text("sizes", "6,100", "Nodes in the cluster, one run for each size."),
                        Option.number("loss", 20, 0, 100, "Percent of packets lost."),
                        Option.seconds(3600, 1),
                        Option.repeat(1),
                        Option.number("peer-repeat", 1, 0, 1000, "Runs of each peer."),
                        Option.text("only", "", "Only the case of this name, as a replay names it."),
                        Option.trace()),
                Loss20Scenario::run);
    }

    private static Result run(Session session) {
        Settings settings = session.settings();
        var findings = new Findings(session, "loss20");
        for (int nodes : sizes(settings.text("sizes"))) {
            var plan = new Plan(nodes, settings.number("loss") / 100.0, Duration.ofSeconds(settings.seconds()));
            String words = "N=" + nodes;
            if (!words.startsWith(settings.text("only"))) {
                continue;
            }
            ours(
                    findings,
                    words,
                    session.seeds(settings.repeat(), seed -> ours(plan, seed, session.trace(seed))),
                    plan);
            int repeat = (int) settings.number("peer-repeat");
            for (Peer peer : repeat == 0 ? List.<Peer>of() : Peer.ALL) {
                theirs(
                        findings,
                        peer,
                        words,
                        session.runs(
                                "%s, %s".formatted(peer.name(), words),
                                repeat,
                                index -> theirs(peer, plan, settings.seed() + index)),
                        plan);
            }
        }
        return findings.result();
    }

    private static List<Integer> sizes(String text) {
        try {
            var sizes = new ArrayList<Integer>();
            for (String word : Arrays.asList(text.split(",", -1))) {
                int nodes = Integer.parseInt(word.strip());
                if (nodes < 3 || nodes > 2000) {
                    throw new UsageProblem("--sizes takes numbers from 3 to 2000, got " + nodes);
                }
                sizes.add(nodes);
            }
            return sizes;
        } catch (NumberFormatException e) {
            throw new UsageProblem("--sizes takes numbers with commas between them, got '%s'".formatted(text), e);
        }
    }

    private static void ours(Findings findings, String words, List<Ours> runs, Plan plan) {
        runs.forEach(run -> findings.ended(run.seed, words, run.broken));
        long removed = runs.stream().mapToLong(Ours::removed).sum();
        long longest = runs.stream().mapToLong(Ours::longestNanos).max().orElse(0);
        double hours = runs.size() * plan.watched.toMillis() / 3.6e6;
        findings.ours(words + ": healthy removed", "", removed, Goal.exactly(0));
        findings.ours(words + ": healthy UNREACHABLE, longest", "s", longest / 1e9, Goal.atMost(ABSENT_SECONDS_MAX));
        findings.ours(
                words + ": healthy UNREACHABLE",
                "1/h",
                runs.stream().mapToLong(Ours::absences).sum() / hours);
        findings.ours(
                words + ": edge found bad by one observer",
                "1/h",
                runs.stream().mapToLong(Ours::badEdges).sum() / hours);
        findings.ours(
                words + ": moved to DEGRADED",
                "1/h",
                runs.stream().mapToLong(Ours::degraded).sum() / hours);
        findings.ours(
                words + ": moved to QUARANTINED",
                "1/h",
                runs.stream().mapToLong(Ours::quarantined).sum() / hours);
        findings.ours(
                words + ": changes of leader",
                "1/h",
                runs.stream().mapToLong(Ours::leaders).sum() / hours);
        findings.ours(
                words + ": node turned read-only",
                "1/h",
                runs.stream().mapToLong(Ours::readOnly).sum() / hours);
    }

    private static void theirs(Findings findings, Peer peer, String words, List<Theirs> runs, Plan plan) {
        double hours = runs.size() * plan.watched.toMillis() / 3.6e6;
        findings.peers(
                peer,
                words + ": healthy UNREACHABLE, longest",
                "s",
                runs.stream().mapToLong(Theirs::longestNanos).max().orElse(0) / 1e9);
        findings.peers(
                peer,
                words + ": healthy UNREACHABLE to one observer",
                "1/h",
                runs.stream().mapToLong(Theirs::accusations).sum() / hours);
        findings.peers(
                peer,
                words + ": nodes ever UNREACHABLE",
                "%",
                100.0 * runs.stream().mapToLong(Theirs::accused).sum() / runs.size() / plan.nodes);
    }

    static Ours ours(Plan plan, long seed, @Nullable Trace trace) {
        var run = new OurRun(ClusterSpec.of(plan.nodes, 3), seed, trace);
        run.runFor(WARM_UP);
        var troubles = new Troubles();
        run.cluster().observe(troubles);
        run.network().loss(plan.ratio);
        run.runFor(plan.watched);
        List<Absence> absences = Absence.all(run.ledger(), run.world().now());
        return new Ours(
                seed,
                run.broken(),
                absences.size(),
                absences.stream().mapToLong(Absence::nanos).max().orElse(0),
                run.moves(0, machine -> true, MemberStatus.REMOVED),
                run.moves(0, machine -> true, MemberStatus.DEGRADED),
                run.moves(0, machine -> true, MemberStatus.QUARANTINED),
                run.ledger().leaderChanges(),
                troubles.readOnly,
                troubles.badEdges);
    }

    static Theirs theirs(Peer peer, Plan plan, long seed) {
        var run = new PeerRun(peer, plan.nodes, seed);
        run.world().runFor(WARM_UP);
        run.countFromNow();
        run.network().loss(plan.ratio);
        run.world().runFor(plan.watched);
        return new Theirs(run.accusations(), run.wellAccused(), run.longestNanos());
    }

    private static final class Troubles implements Observer {
        private long readOnly;
        private long badEdges;

        @Override
        public void modeChanged(int machine, Mode mode) {
            readOnly += mode == Mode.READ_ONLY ? 1 : 0;
        }

        @Override
        public void edgeChanged(int machine, long subject, EdgeVerdict verdict) {
            badEdges += verdict.isBad() ? 1 : 0;
        }
    }
}
