package io.bellwether.simulation.run;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.invariants.Invariants;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.world.Trace;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run of our cluster with everybody looking on: the ledger writes, the invariants check, a trace explains. */
public final class OurRun {

    private final Cluster cluster;
    private final Ledger ledger;
    private final Invariants invariants;

    /** A run of which nothing has happened yet. */
    public OurRun(ClusterSpec spec, long seed, @Nullable Trace trace) {
        this(new Cluster(spec, seed), trace);
    }

    /** A run of this cluster. */
    public OurRun(Cluster cluster, @Nullable Trace trace) {
        this.cluster = cluster;
        if (trace != null) {
            cluster.world().trace(trace);
        }
        invariants = new Invariants(cluster);
        ledger = new Ledger(cluster);
    }

    /** A run whose trace tells every committed event too. */
    public static OurRun explained(ClusterSpec spec, long seed, @Nullable Trace trace) {
        OurRun run = new OurRun(spec, seed, trace);
        if (trace != null) {
            run.cluster.observe(new Explained(run.world(), trace));
        }
        return run;
    }

    public Cluster cluster() {
        return cluster;
    }

    public World world() {
        return cluster.world();
    }

    public Network network() {
        return world().network();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Invariants invariants() {
        return invariants;
    }

    /** Runs up to this virtual second, or until a promise is broken; what throws breaks one. */
    public void until(double second) {
        runUntil((long) (second * 1e9));
    }

    /** Runs for this long, or until a promise is broken; what throws breaks one. */
    public void runFor(Duration duration) {
        runUntil(world().now() + duration.toNanos());
    }

    private void runUntil(long nanos) {
        if (!isBroken()) {
            invariants.guard(() -> world().runUntil(nanos));
        }
    }

    /** Whether a promise was broken. */
    public boolean isBroken() {
        return !invariants.violations().isEmpty();
    }

    /** What was broken first, for people; empty if nothing was. */
    public String broken() {
        return isBroken() ? invariants.violations().getFirst().toString() : "";
    }

    /** How many promises were broken; the first is told with the seed that replays it. */
    public int tellBroken(Session session) {
        if (isBroken()) {
            session.note("seed %d: %s".formatted(world().seed(), broken()));
        }
        return invariants.violations().size();
    }

    /** Lines of the ledger about these machines; lines about the whole cluster are about machine -1. */
    public Stream<Ledger.Line> lines(IntPredicate machines) {
        return ledger.lines().stream().filter(line -> machines.test(line.machine()));
    }

    /** How often members on these machines were moved to another state at or after this moment. */
    public long moves(long sinceNanos, IntPredicate machines) {
        return lines(machines)
                .filter(line -> line.nanos() >= sinceNanos && line.event().kind() == Event.Kind.MOVED)
                .count();
    }

    /** How often members on these machines were moved to this state at or after this moment. */
    public long moves(long sinceNanos, IntPredicate machines, MemberStatus to) {
        return lines(machines)
                .filter(line -> line.nanos() >= sinceNanos && line.movedTo(to))
                .count();
    }

    /** How often members on these machines were accused: moved to UNREACHABLE or REMOVED. */
    public long accused(long sinceNanos, IntPredicate machines) {
        return moves(sinceNanos, machines, MemberStatus.UNREACHABLE)
                + moves(sinceNanos, machines, MemberStatus.REMOVED);
    }

    /** When a machine was first moved to this state at or after this moment, counted from it; -1 if never. */
    public long firstNanos(long sinceNanos, int machine, MemberStatus to) {
        return lines(each -> each == machine)
                .filter(line -> line.nanos() >= sinceNanos && line.movedTo(to))
                .mapToLong(line -> line.nanos() - sinceNanos)
                .findFirst()
                .orElse(-1);
    }
}
