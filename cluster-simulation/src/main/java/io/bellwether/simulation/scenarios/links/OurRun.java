package io.bellwether.simulation.scenarios.links;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.invariants.Invariants;
import io.bellwether.simulation.invariants.Rule;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.world.Trace;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One run of our cluster, on which the invariants and a ledger look. */
final class OurRun {

    final Cluster cluster;
    final World world;
    final Network network;
    final Ledger ledger;
    private final Invariants invariants;

    OurRun(ClusterSpec spec, long seed, @Nullable Trace trace) {
        cluster = new Cluster(spec, seed);
        world = cluster.world();
        network = world.network();
        if (trace != null) {
            world.trace(trace);
        }
        invariants = new Invariants(cluster);
        ledger = new Ledger(cluster);
    }

    /** Runs for this long, or until a promise is broken; what throws breaks one. */
    void runFor(Duration duration) {
        long end = world.now() + duration.toNanos();
        if (isBroken()) {
            return;
        }
        try {
            world.runUntil(end);
        } catch (IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            invariants.broken(Rule.NO_CRASH, e + " at " + e.getStackTrace()[0]);
        }
    }

    boolean isBroken() {
        return !invariants.violations().isEmpty();
    }

    /** What was broken first, empty if nothing was. */
    String broken() {
        return isBroken() ? invariants.violations().getFirst().toString() : "";
    }

    /** How often members on these machines were moved to another state at or after this moment. */
    long moves(long sinceNanos, IntPredicate machines) {
        return ledger.lines().stream()
                .filter(line -> line.nanos() >= sinceNanos && line.event().kind() == Event.Kind.MOVED)
                .filter(line -> machines.test(line.machine()))
                .count();
    }

    /** How often members on these machines were moved to this state at or after this moment. */
    long moves(long sinceNanos, IntPredicate machines, MemberStatus to) {
        return ledger.lines().stream()
                .filter(line -> line.nanos() >= sinceNanos && line.movedTo(to))
                .filter(line -> machines.test(line.machine()))
                .count();
    }

    /** How often members on these machines were accused: moved to UNREACHABLE or REMOVED. */
    long accused(long sinceNanos, IntPredicate machines) {
        return moves(sinceNanos, machines, MemberStatus.UNREACHABLE)
                + moves(sinceNanos, machines, MemberStatus.REMOVED);
    }

    /** When a machine was first moved to this state at or after this moment, counted from it; -1 if never. */
    long firstNanos(long sinceNanos, int machine, MemberStatus to) {
        return ledger.lines().stream()
                .filter(line -> line.nanos() >= sinceNanos && line.machine() == machine && line.movedTo(to))
                .mapToLong(line -> line.nanos() - sinceNanos)
                .findFirst()
                .orElse(-1);
    }

    /** All times for which somebody was UNREACHABLE, in the order of their ends. */
    List<Absence> absences() {
        List<Absence> absences = new ArrayList<>();
        Map<Long, Ledger.Line> open = new TreeMap<>();
        for (Ledger.Line line : ledger.lines()) {
            if (line.event().kind() != Event.Kind.MOVED) {
                continue;
            }
            Ledger.Line began = open.remove(line.event().incarnation());
            if (began != null) {
                absences.add(
                        new Absence(began.machine(), began.nanos(), line.nanos(), line.movedTo(MemberStatus.REMOVED)));
            }
            if (line.movedTo(MemberStatus.UNREACHABLE)) {
                open.put(line.event().incarnation(), line);
            }
        }
        open.values().forEach(line -> absences.add(new Absence(line.machine(), line.nanos(), world.now(), false)));
        return absences;
    }

    /** Whether all machines are members whom nobody holds for lost, and all of them follow one view. */
    boolean isWhole() {
        if (cluster.leader() < 0) {
            return false;
        }
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            Member member = cluster.memberOn(machine);
            Node node = cluster.node(machine);
            if (member == null
                    || node == null
                    || member.status() == MemberStatus.UNREACHABLE
                    || node.stage() != Stage.MEMBER
                    || node.incarnation() != member.incarnation()
                    || node.view().version() != cluster.committedView().version()) {
                return false;
            }
        }
        return true;
    }
}
