package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.scenarios.CrashPlan.Victim;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our cluster, in which machines crash for good; measures from the crash until everybody knows. */
final class CrashRun {

    private record Crash(long nanos, boolean ofLeader, int machine, long incarnation) {}

    private final OurRun run;
    private final Cluster cluster;
    private final Ledger ledger;
    private final List<Crash> crashes = new ArrayList<>();
    private int calledElections = -1;

    CrashRun(ClusterSpec spec, long seed, @Nullable Trace trace) {
        run = new OurRun(spec, seed, trace);
        cluster = run.cluster();
        ledger = run.ledger();
    }

    Cluster cluster() {
        return cluster;
    }

    /** One machine after the other, as planned. */
    CrashFigures run(CrashPlan plan) {
        for (CrashPlan.Planned planned : plan.crashes()) {
            cluster.world().at(planned.nanos(), () -> crash(machine(planned)));
        }
        return run(plan.endNanos());
    }

    /** All of these at one moment. */
    CrashFigures run(List<Integer> machines, long nanos, long endNanos) {
        cluster.world().at(nanos, () -> machines.forEach(this::crash));
        return run(endNanos);
    }

    private CrashFigures run(long endNanos) {
        cluster.world().runUntil(endNanos);
        return figures();
    }

    private int machine(CrashPlan.Planned planned) {
        int leader = cluster.leader();
        if (planned.victim() == Victim.SERVICE) {
            return planned.machine();
        }
        if (planned.victim() == Victim.LEADER) {
            return leader;
        }
        return cluster.spec().coordinators().stream()
                .filter(machine -> machine != leader)
                .findFirst()
                .orElseThrow();
    }

    private void crash(int machine) {
        if (calledElections < 0) {
            calledElections = cluster.elections();
        }
        Member member = Objects.requireNonNull(cluster.memberOn(machine), () -> "no member on machine " + machine);
        ledger.track(machine);
        boolean ofLeader = machine == cluster.leader();
        calledElections += ofLeader ? 1 : 0;
        crashes.add(new Crash(cluster.world().now(), ofLeader, machine, member.incarnation()));
        cluster.world().crash(machine);
    }

    private CrashFigures figures() {
        CrashFigures figures = new CrashFigures();
        crashes.forEach(crash -> add(crash, figures));
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            if (lives(machine)) {
                long perSecond = CrashFigures.sentPerSecond(
                        cluster.world(),
                        machine,
                        crashes.getFirst().nanos,
                        cluster.world().now());
                (cluster.spec().isCoordinator(machine) ? figures.coordinatorBytes : figures.memberBytes).add(perSecond);
            }
        }
        figures.accusedLiving = ledger.accusedLiving();
        figures.uncalledElections = (long) cluster.elections() - calledElections;
        figures.lostCommits.add(ledger.lostCommits());
        figures.leaderless = cluster.leader() < 0 ? 1 : 0;
        run.invariants()
                .violations()
                .forEach(violation -> figures.broken.add(
                        new CrashFigures.Broken(cluster.world().seed(), violation)));
        return figures;
    }

    private void add(Crash crash, CrashFigures figures) {
        Map<Integer, Long> knownAt = ledger.knownLost(crash.incarnation);
        Sample known = new Sample();
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            Long at = knownAt.get(machine);
            if (lives(machine) && at != null) {
                known.add(at - crash.nanos);
            } else if (lives(machine)) {
                figures.unknown++;
            }
        }
        (crash.ofLeader ? figures.leaderKnown : figures.known).addAll(known);
        if (crash.ofLeader) {
            figures.leaderCrashes++;
        } else {
            figures.crashes++;
            figures.first.add((long) known.percentile(0));
            figures.last.add((long) known.percentile(1));
        }
        long removedAt = removedAt(crash.incarnation);
        if (removedAt < 0) {
            figures.stayed++;
        } else {
            (crash.ofLeader ? figures.leaderRemoved : figures.removed).add(removedAt - crash.nanos);
        }
    }

    private boolean lives(int machine) {
        return cluster.world().condition(machine) == Condition.UP;
    }

    private long removedAt(long incarnation) {
        return ledger.lines().stream()
                .filter(line -> line.event().incarnation() == incarnation && line.movedTo(MemberStatus.REMOVED))
                .mapToLong(Ledger.Line::nanos)
                .findFirst()
                .orElse(-1);
    }
}
