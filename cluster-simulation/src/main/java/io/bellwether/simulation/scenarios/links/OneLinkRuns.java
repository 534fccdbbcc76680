package io.bellwether.simulation.scenarios.links;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.node.Node;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.run.PeerRun;
import io.bellwether.simulation.world.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The runs of {@link OneLinkScenario}: one case, one size, one seed. */
final class OneLinkRuns {

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int COORDINATORS = 3;

    /** What is run; the ends of a bad link take turns with the seed. */
    record Plan(LinkCase which, int nodes, Duration watched) {

        String name() {
            return "%s, N=%d".formatted(which.words(), nodes);
        }
    }

    /** What one run of ours gave. The times are of the faulty machine, and empty where a link alone is bad. */
    record Ours(
            Plan plan,
            long seed,
            String broken,
            long changes,
            long othersMoved,
            Sample accusedNanos,
            boolean missed,
            long leaders) {}

    /** What one run of a peer gave. */
    record Theirs(Plan plan, int othersAccused, Sample accusedNanos) {}

    private OneLinkRuns() {}

    static Ours ours(Plan plan, long seed, @Nullable Trace trace) {
        var run = new OurRun(ClusterSpec.of(plan.nodes, COORDINATORS), seed, trace);
        var random = new SplittableRandom(seed);
        run.runFor(WARM_UP.plusMillis(random.nextInt(1000)));
        int leader = Math.max(0, run.cluster().leader());
        LinkCase which = plan.which;
        int machine = machine(plan, leader, random, seed);
        int other = which.isLink() ? other(run, machine, random) : -1;
        int leadersBefore = run.ledger().leaderChanges();
        long began = run.world().now();
        which.begin(run.network(), machine, other);
        run.runFor(plan.watched);
        var accused = new Sample();
        long nanos = which.isLink() ? -1 : run.firstNanos(began, machine, MemberStatus.UNREACHABLE);
        if (nanos >= 0) {
            accused.add(nanos);
        }
        return new Ours(
                plan,
                seed,
                run.broken(),
                run.moves(began, any -> true),
                run.moves(began, any -> which.isLink() || any != machine),
                accused,
                !which.isLink() && nanos < 0,
                run.ledger().leaderChanges() - leadersBefore);
    }

    /** Leader, follower and service take turns at the first end of a link; where there is no service, coordinators do. */
    private static int machine(Plan plan, int leader, SplittableRandom random, long seed) {
        LinkCase which = plan.which;
        int turn = Math.floorMod(seed, 3);
        if (which.isLeader() || (which.isLink() && turn == 0)) {
            return leader;
        }
        if (which.isFollower() || (which.isLink() && turn == 1) || plan.nodes == COORDINATORS) {
            return (leader + 1 + random.nextInt(COORDINATORS - 1)) % COORDINATORS;
        }
        return random.nextInt(COORDINATORS, plan.nodes);
    }

    /** Somebody who watches the machine: a link on which nothing is sent may be as dead as it likes. */
    private static int other(OurRun run, int machine, SplittableRandom random) {
        Node node = run.cluster().liveNode(machine);
        List<Integer> watched = new ArrayList<>();
        for (int candidate = 0; candidate < run.cluster().spec().nodes(); candidate++) {
            Member member = Objects.requireNonNull(run.cluster().memberOn(candidate));
            if (candidate != machine && node.edgeTo(member.incarnation()) != null) {
                watched.add(candidate);
            }
        }
        return watched.get(random.nextInt(watched.size()));
    }

    static Theirs theirs(Peer peer, Plan plan, long seed) {
        var run = new PeerRun(peer, plan.nodes, seed);
        var random = new SplittableRandom(seed);
        int machine = random.nextInt(plan.nodes);
        int other = (machine + 1 + random.nextInt(plan.nodes - 1)) % plan.nodes;
        if (!plan.which.isLink()) {
            run.ill(machine);
        }
        run.world().runFor(WARM_UP.plusMillis(random.nextInt(1000)));
        run.countFromNow();
        long began = run.world().now();
        plan.which.begin(run.network(), machine, other);
        run.world().runFor(plan.watched);
        var accused = new Sample();
        long nanos = plan.which.isLink() ? -1 : run.foundAfterNanos(machine, began);
        if (nanos >= 0) {
            accused.add(nanos);
        }
        return new Theirs(plan, run.wellAccused(), accused);
    }
}
