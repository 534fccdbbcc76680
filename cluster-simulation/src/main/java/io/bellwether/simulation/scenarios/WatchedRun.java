package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.invariants.Invariants;
import io.bellwether.simulation.invariants.Rule;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Trace;
import io.bellwether.simulation.world.World;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run of our cluster with everybody looking on: the ledger writes, the invariants check, a trace explains. */
final class WatchedRun {

    private static final long SECOND = 1_000_000_000L;

    final Cluster cluster;
    final World world;
    final Ledger ledger;
    final Invariants invariants;

    WatchedRun(ClusterSpec spec, long seed, @Nullable Trace trace) {
        cluster = new Cluster(spec, seed);
        world = cluster.world();
        if (trace != null) {
            world.trace(trace);
            cluster.observe(new Explained(world, trace));
        }
        ledger = new Ledger(cluster);
        invariants = new Invariants(cluster);
    }

    /** Runs up to this virtual second, or until a promise is broken; what throws breaks one. */
    void until(double second) {
        if (isBroken()) {
            return;
        }
        try {
            world.runUntil((long) (second * SECOND));
        } catch (IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            invariants.broken(Rule.NO_CRASH, e + " at " + e.getStackTrace()[0]);
        }
    }

    double second() {
        return (double) world.now() / SECOND;
    }

    boolean isBroken() {
        return !invariants.violations().isEmpty();
    }

    /** What was broken first, for people; empty if nothing was. */
    String broken() {
        return isBroken() ? invariants.violations().getFirst().toString() : "";
    }

    /** How often a machine of which this holds was moved to another state. */
    long moves(IntPredicate machine) {
        return lines(machine)
                .filter(line -> line.event().kind() == Event.Kind.MOVED)
                .count();
    }

    /** How often a machine of which this holds came into this state. */
    long moves(IntPredicate machine, MemberStatus to) {
        return lines(machine).filter(line -> line.movedTo(to)).count();
    }

    /** The states that a machine's names went through, in order. */
    List<MemberStatus> path(int machine) {
        return lines(each -> each == machine)
                .filter(line -> line.event().kind() == Event.Kind.MOVED)
                .map(line -> line.event().to())
                .toList();
    }

    /** Lines about machines of which this holds; lines about the whole cluster are about machine -1. */
    Stream<Ledger.Line> lines(IntPredicate machine) {
        return ledger.lines().stream().filter(line -> machine.test(line.machine()));
    }

    /** Whether all that live are members and not lost, all dead are lost or gone, and all that live follow one view. */
    boolean isWhole() {
        View committed = cluster.committedView();
        if (cluster.leader() < 0) {
            return false;
        }
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            Member member = cluster.memberOn(machine);
            boolean right = world.condition(machine) == Condition.DOWN
                    ? member == null || isLost(member)
                    : isIn(machine, member, committed);
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private boolean isLost(Member member) {
        return cluster.state(cluster.leader()).isLost(member.incarnation());
    }

    private boolean isIn(int machine, @Nullable Member member, View committed) {
        Node node = cluster.node(machine);
        return node != null
                && member != null
                && !isLost(member)
                && node.stage() == Stage.MEMBER
                && node.incarnation() == member.incarnation()
                && node.view().version() == committed.version();
    }

    /** Writes every committed event into the trace. */
    private record Explained(World world, Trace trace) implements Observer {
        @Override
        public void committed(long index, Entry entry, Applied applied, View after) {
            for (Event event : applied.events()) {
                trace.line(
                        world.now(),
                        -1,
                        "commit",
                        "%d: %s %s#%d %s -> %s, %s: %s"
                                .formatted(
                                        index,
                                        event.kind(),
                                        event.id(),
                                        event.incarnation(),
                                        event.from(),
                                        event.to(),
                                        event.cause(),
                                        event.evidence()));
            }
        }
    }
}
