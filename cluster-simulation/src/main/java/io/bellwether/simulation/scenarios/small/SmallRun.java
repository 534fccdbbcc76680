package io.bellwether.simulation.scenarios.small;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.invariants.Invariants;
import io.bellwether.simulation.world.Trace;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Plays one case. The cluster is whole for some seconds; the trouble begins and stays until everything that must come has
 * come and a guard time has passed in which nothing else may. In splits the leader is made to give up in the middle, and
 * at the end the network heals and everybody must come together again.
 */
final class SmallRun {

    /** Long enough for an election, and for every edge to be older than the cap, so that deafness can be told. */
    private static final Duration WARM_UP = Duration.ofSeconds(6);

    private static final long STEP_NANOS = Duration.ofMillis(100).toNanos();
    /** UNREACHABLE comes after 3 s of silence, loss shows after about 15 beats, removal is due after 15 s. */
    private static final long STILL_NANOS = Duration.ofSeconds(12).toNanos();

    private static final long LOSSY_NANOS = Duration.ofSeconds(25).toNanos();
    private static final long NOT_REMOVED_NANOS = Duration.ofSeconds(18).toNanos();
    private static final long MOVE_LEADER_NANOS = Duration.ofSeconds(8).toNanos();
    private static final long GUARD_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long GUARD_AFTER_MOVE_NANOS = Duration.ofSeconds(7).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(40).toNanos();
    private static final long HEAL_MAX_NANOS = Duration.ofSeconds(30).toNanos();

    private final SmallCase tried;
    private final Oracle oracle;
    private final Cluster cluster;
    private final World world;
    private final Invariants invariants;
    private final Elections elections;
    private final long beginsNanos;
    private final List<String> problems = new ArrayList<>();
    private @Nullable Ledger ledger;
    private int firstLeader = -1;
    private long movedNanos = -1;
    private long endedNanos = Long.MAX_VALUE;
    private List<Integer> leadingAtTheEnd = List.of();
    private boolean protectionAtTheEnd;
    private long healedNanos = -1;

    /** A run that is held against what this oracle says. */
    SmallRun(SmallCase tried, Oracle oracle, long seed, @Nullable Trace trace) {
        this.tried = tried;
        this.oracle = oracle;
        // One seed for all cases of a cluster, so that they have the same leader and one of them hits it.
        this.cluster = new Cluster(
                tried.spec(), seed * 10_000 + tried.nodes() * 100L + tried.coordinators() * 10L + tried.zones());
        this.world = cluster.world();
        if (trace != null) {
            world.trace(trace);
        }
        this.invariants = new Invariants(cluster);
        this.elections = new Elections(cluster);
        // Every case hits another moment of the beat: steps of the golden ratio fill it evenly.
        double phase = tried.number() * 0.6180339887498949 % 1;
        this.beginsNanos = WARM_UP.toNanos() + (long) (phase * 1e9);
    }

    Finding run() {
        invariants.guard(this::play);
        return new Verdict(this).finding();
    }

    private void play() {
        world.runUntil(beginsNanos);
        firstLeader = cluster.leader();
        if (firstLeader < 0) {
            problems.add("nobody leads after the warm-up");
            return;
        }
        Ledger written = new Ledger(cluster);
        ledger = written;
        for (int machine : lost()) {
            written.track(machine);
        }
        if (isSplit()) {
            invariants.leadersAreMoved();
        }
        tried.trouble().begin(world);
        while (!isBroken() && !isOver(written)) {
            world.runFor(Duration.ofNanos(STEP_NANOS));
            moveLeader(written);
        }
        if (isBroken()) {
            return;
        }
        leadingAtTheEnd = elections.leading();
        int leader = cluster.leader();
        protectionAtTheEnd = leader >= 0 && cluster.state(leader).protection().isOn();
        if (isSplit()) {
            heal();
        }
    }

    private void moveLeader(Ledger written) {
        boolean due = isSplit() && movedNanos < 0 && sinceNanos() >= MOVE_LEADER_NANOS;
        int leader = cluster.leader();
        if (due && leader >= 0 && oracle.leaders().contains(leader) && isKnown(written)) {
            movedNanos = world.now();
            cluster.logFaults(leader).loseLeadership();
        }
    }

    private boolean isOver(Ledger written) {
        long since = sinceNanos();
        if (since >= PATIENCE_NANOS) {
            return true;
        }
        boolean moving = isSplit() && oracle.hasQuorum();
        if (since < stillNanos() || (moving && (movedNanos < 0 || !isLedAgain()))) {
            return false;
        }
        if (mustBeRemoved().isEmpty()) {
            return isKnown(written);
        }
        long last = -1;
        for (int machine : mustBeRemoved()) {
            long removed = removedNanos(written, machine);
            if (removed < 0) {
                return false;
            }
            last = Math.max(last, removed);
        }
        return world.now() - last >= GUARD_NANOS;
    }

    private boolean isLedAgain() {
        return world.now() - movedNanos >= GUARD_AFTER_MOVE_NANOS
                && !elections.after(movedNanos).isEmpty();
    }

    private long stillNanos() {
        boolean lossy = tried.trouble() instanceof Trouble.IllLink(Trouble.Illness illness, int from, int to)
                && illness == Trouble.Illness.LOSSY;
        if (lossy) {
            return LOSSY_NANOS;
        }
        return lost().isEmpty() ? STILL_NANOS : mustBeRemoved().isEmpty() ? NOT_REMOVED_NANOS : 0;
    }

    private void heal() {
        endedNanos = world.now();
        world.network().heal();
        while (!isBroken() && world.now() - endedNanos < HEAL_MAX_NANOS) {
            world.runFor(Duration.ofNanos(STEP_NANOS));
            if (cluster.isWhole()) {
                healedNanos = world.now() - endedNanos;
                return;
            }
        }
    }

    boolean isBroken() {
        return !invariants.violations().isEmpty();
    }

    boolean isSplit() {
        return tried.trouble() instanceof Trouble.Split;
    }

    private long sinceNanos() {
        return world.now() - beginsNanos;
    }

    private List<Integer> lost() {
        return Subsets.range(0, tried.nodes()).stream()
                .filter(machine -> oracle.fate(machine).isLost())
                .toList();
    }

    /** Those that must go; nobody while protection must stop removal, or somebody's fate is open and with it that. */
    List<Integer> mustBeRemoved() {
        if (!oracle.protection().isEmpty() || !oracle.undecided().isEmpty()) {
            return List.of();
        }
        return lost().stream()
                .filter(machine -> oracle.fate(machine).kind() == Fate.Kind.LOST)
                .toList();
    }

    /** The living that are asked whether they know. */
    List<Integer> survivors() {
        return Subsets.range(0, tried.nodes()).stream()
                .filter(machine -> oracle.fate(machine).isKept() && cluster.node(machine) != null)
                .toList();
    }

    private boolean isKnown(Ledger written) {
        return written.tracked().stream()
                .allMatch(incarnation -> written.knownLost(incarnation).keySet().containsAll(survivors()));
    }

    static long removedNanos(Ledger written, int machine) {
        return written.lines(machine).stream()
                .filter(line -> line.movedTo(MemberStatus.REMOVED))
                .mapToLong(Ledger.Line::nanos)
                .findFirst()
                .orElse(-1);
    }

    SmallCase tried() {
        return tried;
    }

    Oracle oracle() {
        return oracle;
    }

    Cluster cluster() {
        return cluster;
    }

    Invariants invariants() {
        return invariants;
    }

    Elections elections() {
        return elections;
    }

    /** What was written from the beginning of the trouble on; there is none if it never began. */
    Ledger ledger() {
        return Objects.requireNonNull(ledger);
    }

    boolean began() {
        return ledger != null;
    }

    List<String> problems() {
        return problems;
    }

    int firstLeader() {
        return firstLeader;
    }

    long beginsNanos() {
        return beginsNanos;
    }

    long movedNanos() {
        return movedNanos;
    }

    /** Who led before the network healed. */
    List<Integer> leadingAtTheEnd() {
        return leadingAtTheEnd;
    }

    /** Whether removal was stopped before the network healed. */
    boolean protectionAtTheEnd() {
        return protectionAtTheEnd;
    }

    /** When the network healed; never, where it does not. */
    long endedNanos() {
        return endedNanos;
    }

    long healedNanos() {
        return healedNanos;
    }
}
