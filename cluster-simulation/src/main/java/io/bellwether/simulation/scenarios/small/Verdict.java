package io.bellwether.simulation.scenarios.small;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.invariants.Violation;
import io.bellwether.simulation.scenarios.small.Elections.Begin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds what happened in a run against what the oracle said. */
final class Verdict {

    static final Duration UNREACHABLE_MAX = Duration.ofSeconds(6);
    static final Duration REMOVED_MAX = Duration.ofSeconds(25);
    /** Two upper election time-outs: by then a leader without a majority has stepped down. */
    private static final long STEPPED_DOWN_NANOS = Duration.ofSeconds(4).toNanos();

    private final SmallRun run;
    private final Oracle oracle;
    private final List<String> problems;
    private int accusations;
    private int leaderChanges;
    private long electionNanos = -1;
    private long unreachableNanos = -1;
    private long removedNanos = -1;

    Verdict(SmallRun run) {
        this.run = run;
        this.oracle = run.oracle();
        this.problems = new ArrayList<>(run.problems());
    }

    Finding finding() {
        List<Violation> violations = run.invariants().violations();
        violations.stream().limit(1).forEach(violation -> problems.add("breaks a promise: %s".formatted(violation)));
        if (run.began() && !run.isBroken()) {
            judgeLeaders();
            judgeKept();
            judgeLost();
            judgeRemoval();
            judgeHealing();
        }
        return new Finding(
                run.tried(),
                oracle.undecided(),
                problems,
                run.began() && isAnybodyDegraded(),
                !oracle.protection().isEmpty(),
                unreachableNanos,
                removedNanos,
                electionNanos,
                run.healedNanos(),
                accusations,
                leaderChanges,
                violations.size(),
                run.cluster().world().now(),
                run.cluster().world().hash());
    }

    private boolean isAnybodyDegraded() {
        return run.ledger().lines().stream()
                .anyMatch(line -> line.movedTo(MemberStatus.DEGRADED) && line.nanos() < run.endedNanos());
    }

    private void judgeLeaders() {
        List<Begin> begins = run.elections().after(run.beginsNanos()).stream()
                .filter(begin -> begin.nanos() < run.endedNanos())
                .toList();
        long moved = run.movedNanos() < 0 ? Long.MAX_VALUE : run.movedNanos();
        List<Begin> unmoved =
                begins.stream().filter(begin -> begin.nanos() < moved).toList();
        boolean successorNeeded = oracle.hasQuorum() && !oracle.leaders().contains(run.firstLeader());
        if (successorNeeded && !unmoved.isEmpty()) {
            electionNanos = unmoved.getFirst().nanos() - run.beginsNanos();
        } else if (successorNeeded) {
            problems.add("nobody succeeds leader " + run.firstLeader());
        }
        leaderChanges = Math.max(0, unmoved.size() - (successorNeeded ? 1 : 0));
        if (leaderChanges > 0) {
            problems.add("the leader changes without need: %s".formatted(unmoved));
        }
        for (Begin begin : begins) {
            if (!oracle.leaders().contains(begin.machine())) {
                problems.add("%s leads without a majority".formatted(begin));
            }
        }
        judgeOneLeads(begins, moved);
    }

    private void judgeOneLeads(List<Begin> begins, long moved) {
        if (run.isSplit() && oracle.hasQuorum() && begins.stream().noneMatch(begin -> begin.nanos() > moved)) {
            problems.add("the leader did not change in the middle");
        }
        // While the trouble stands; afterwards the healed cluster may hold an election.
        List<Integer> leading = run.leadingAtTheEnd();
        long lasted = Math.min(run.endedNanos(), run.cluster().world().now()) - run.beginsNanos();
        int expected = oracle.hasQuorum() ? 1 : 0;
        if (lasted > STEPPED_DOWN_NANOS && leading.size() != expected) {
            problems.add("%s lead at the end, not %d".formatted(leading, expected));
        }
    }

    private void judgeKept() {
        for (Ledger.Line line : run.ledger().lines()) {
            boolean accused = line.movedTo(MemberStatus.UNREACHABLE) || line.movedTo(MemberStatus.REMOVED);
            if (accused && oracle.fate(line.machine()).isKept()) {
                accusations++;
                problems.add("%s at %s although %s"
                        .formatted(
                                said(line),
                                since(line.nanos()),
                                oracle.fate(line.machine()).why()));
            }
        }
    }

    private void judgeLost() {
        long election = Math.max(0, electionNanos);
        for (long incarnation : run.ledger().tracked()) {
            Map<Integer, Long> known = run.ledger().knownLost(incarnation);
            for (int survivor : run.survivors()) {
                Long nanos = known.get(survivor);
                if (nanos == null || nanos >= run.endedNanos()) {
                    problems.add("machine %d never knows that machine %d is lost, although %s"
                            .formatted(
                                    survivor,
                                    run.cluster().machineOf(incarnation),
                                    oracle.fate(run.cluster().machineOf(incarnation))
                                            .why()));
                } else {
                    unreachableNanos = Math.max(unreachableNanos, nanos - run.beginsNanos() - election);
                }
            }
        }
        if (unreachableNanos > UNREACHABLE_MAX.toNanos()) {
            problems.add("all know of the last loss only after %.1f s (elections not counted)"
                    .formatted(unreachableNanos / 1e9));
        }
        for (Ledger.Line line : run.ledger().lines()) {
            boolean back = line.movedTo(MemberStatus.RECOVERING) && line.nanos() < run.endedNanos();
            if (back && line.machine() >= 0 && oracle.fate(line.machine()).isLost()) {
                problems.add("%s at %s, and nothing has healed".formatted(said(line), since(line.nanos())));
            }
        }
    }

    private void judgeRemoval() {
        List<Integer> mustGo = run.mustBeRemoved();
        for (int machine : mustGo) {
            long removed = SmallRun.removedNanos(run.ledger(), machine);
            removedNanos = Math.max(removedNanos, removed - run.beginsNanos());
            if (removed < 0 || removed >= run.endedNanos()) {
                problems.add("machine %d is never removed".formatted(machine));
            } else if (removed - run.beginsNanos() > REMOVED_MAX.toNanos()) {
                problems.add("machine %d is removed only at %s".formatted(machine, since(removed)));
            }
        }
        if (!oracle.undecided().isEmpty()) {
            return;
        }
        for (Ledger.Line line : run.ledger().lines()) {
            if (line.movedTo(MemberStatus.REMOVED)
                    && !mustGo.contains(line.machine())
                    && !oracle.fate(line.machine()).isKept()) {
                problems.add("%s at %s although %s"
                        .formatted(
                                said(line),
                                since(line.nanos()),
                                oracle.protection().isEmpty()
                                        ? oracle.fate(line.machine()).why()
                                        : oracle.protection()));
            }
        }
        judgeProtection();
    }

    /** Protection must be told of exactly where it is due. */
    private void judgeProtection() {
        boolean told = run.protectionAtTheEnd();
        if (told == oracle.protection().isEmpty()) {
            problems.add(told ? "protection is on without need" : "no protection although " + oracle.protection());
        }
    }

    private void judgeHealing() {
        if (run.isSplit() && run.healedNanos() < 0) {
            problems.add("not whole again after the network has healed");
        }
    }

    private static String said(Ledger.Line line) {
        return "%s is %s".formatted(line.event().id(), line.event().to());
    }

    private String since(long nanos) {
        return "%.1f s".formatted((nanos - run.beginsNanos()) / 1e9);
    }
}
