package io.bellwether.simulation.scenarios.links;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.run.PeerRun;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.Settings;
import io.bellwether.simulation.world.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A few members lose most of what they send, receive, or both: they are accused, and nobody else is. */
public final class Loss80Scenario {

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int COORDINATORS = 3;

    /** Which packets of the faulty get lost. */
    enum Case {
        BOTH("both ways", true, true),
        EGRESS("egress", false, true),
        INGRESS("ingress", true, false);

        final String words;
        private final boolean in;
        private final boolean out;

        Case(String words, boolean in, boolean out) {
            this.words = words;
            this.in = in;
            this.out = out;
        }

        void begin(Network network, int machine, double ratio) {
            network.lossIn(machine, in ? ratio : 0);
            network.lossOut(machine, out ? ratio : 0);
        }
    }

    /** What is run. */
    record Plan(Case which, int nodes, int faulty, double ratio, Duration watched) {}

    /** What one run of ours gave; the times are those from the fault to the commit. */
    record Ours(
            long seed, String broken, Sample foundNanos, int faulty, long othersAccused, long flips, long removed) {}

    /** What one run of a peer gave. */
    record Theirs(Sample foundNanos, int othersAccused) {}

    private Loss80Scenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "loss80",
                "80 % loss on 1 % of the nodes: only they are accused. 3 min of one core.",
                List.of(
                        Option.nodes(1000, 10, 2000),
                        Option.number("loss", 80, 1, 100, "Percent of packets lost."),
                        Option.number("faulty", 10, 1, 1000, "Nodes with loss, none of them a coordinator."),
                        Option.seconds(60, 1),
                        Option.repeat(4),
                        Option.number("peer-repeat", 1, 0, 1000, "Runs of each peer."),
                        Option.text("only", "", "Only cases whose name contains this: both ways, egress, ingress."),
                        Option.trace()),
                Loss80Scenario::run);
    }

    private static Result run(Session session) {
        Settings settings = session.settings();
        var findings = new Findings(session, "loss80");
        for (Case which : Case.values()) {
            if (which.words.contains(settings.text("only"))) {
                var plan = new Plan(
                        which,
                        settings.nodes(),
                        (int) Math.min(settings.number("faulty"), settings.nodes() - COORDINATORS),
                        settings.number("loss") / 100.0,
                        Duration.ofSeconds(settings.seconds()));
                ours(session, findings, plan);
                int repeat = (int) settings.number("peer-repeat");
                for (Peer peer : repeat == 0 ? List.<Peer>of() : Peer.ALL) {
                    theirs(
                            findings,
                            peer,
                            plan,
                            session.runs(
                                    "%s, %s".formatted(peer.name(), which.words),
                                    repeat,
                                    index -> theirs(peer, plan, settings.seed() + index)));
                }
            }
        }
        return findings.result();
    }

    private static void ours(Session session, Findings findings, Plan plan) {
        var found = new Sample();
        int faulty = 0;
        long accused = 0;
        long flips = 0;
        long removed = 0;
        for (Ours run : session.seeds(session.settings().repeat(), seed -> ours(plan, seed, session.trace(seed)))) {
            findings.ended(run.seed, plan.which.words, run.broken);
            found.addAll(run.foundNanos);
            faulty += run.faulty;
            accused += run.othersAccused;
            flips += run.flips;
            removed += run.removed;
        }
        String words = plan.which.words;
        findings.ours(words + ": healthy accused", "", accused, Goal.exactly(0));
        findings.ours(words + ": faulty accused", "%", 100.0 * found.size() / faulty, Goal.exactly(100));
        findings.ours(words + ": accused after, p99", "s", found.seconds(0.99), Goal.atMost(15));
        findings.ours(words + ": accused after, median", "s", found.seconds(0.5));
        findings.ours(words + ": accused after, most", "s", found.seconds(1));
        findings.ours(words + ": UNREACHABLE commits per faulty", "", (double) flips / faulty);
        findings.ours(words + ": faulty removed", "", removed);
    }

    private static void theirs(Findings findings, Peer peer, Plan plan, List<Theirs> runs) {
        var found = new Sample();
        long accused = 0;
        for (Theirs run : runs) {
            found.addAll(run.foundNanos);
            accused += run.othersAccused;
        }
        String words = plan.which.words;
        findings.peers(peer, words + ": healthy accused", "", (double) accused / runs.size());
        findings.peers(peer, words + ": faulty accused", "%", 100.0 * found.size() / runs.size() / plan.faulty);
        findings.peers(peer, words + ": accused after, p99", "s", found.seconds(0.99));
        findings.peers(peer, words + ": accused after, median", "s", found.seconds(0.5));
        findings.peers(peer, words + ": accused after, most", "s", found.seconds(1));
    }

    static Ours ours(Plan plan, long seed, @Nullable Trace trace) {
        var run = new OurRun(ClusterSpec.of(plan.nodes, COORDINATORS), seed, trace);
        var random = new SplittableRandom(seed);
        List<Integer> faulty = faulty(plan, random);
        run.runFor(WARM_UP.plusMillis(random.nextInt(1000)));
        long began = run.world().now();
        faulty.forEach(machine -> plan.which.begin(run.network(), machine, plan.ratio));
        run.runFor(plan.watched);
        var found = new Sample();
        for (int machine : faulty) {
            long nanos = run.firstNanos(began, machine, MemberStatus.UNREACHABLE);
            if (nanos >= 0) {
                found.add(nanos);
            }
        }
        return new Ours(
                seed,
                run.broken(),
                found,
                faulty.size(),
                run.accused(0, machine -> !faulty.contains(machine)),
                run.moves(began, faulty::contains, MemberStatus.UNREACHABLE),
                run.moves(began, faulty::contains, MemberStatus.REMOVED));
    }

    static Theirs theirs(Peer peer, Plan plan, long seed) {
        var run = new PeerRun(peer, plan.nodes, seed);
        var random = new SplittableRandom(seed);
        List<Integer> faulty = faulty(plan, random);
        faulty.forEach(run::ill);
        run.world().runFor(WARM_UP.plusMillis(random.nextInt(1000)));
        run.countFromNow();
        long began = run.world().now();
        faulty.forEach(machine -> plan.which.begin(run.network(), machine, plan.ratio));
        run.world().runFor(plan.watched);
        var found = new Sample();
        for (int machine : faulty) {
            long nanos = run.foundAfterNanos(machine, began);
            if (nanos >= 0) {
                found.add(nanos);
            }
        }
        return new Theirs(found, run.wellAccused());
    }

    private static List<Integer> faulty(Plan plan, SplittableRandom random) {
        var faulty = new TreeSet<Integer>();
        while (faulty.size() < plan.faulty) {
            faulty.add(random.nextInt(COORDINATORS, plan.nodes));
        }
        return new ArrayList<>(faulty);
    }
}
