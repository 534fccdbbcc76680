package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.invariants.Violation;
import io.bellwether.simulation.network.Traffic;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** What one run with crashes gave, or several together. Times are from the crash on, in nanoseconds. */
final class CrashFigures {

    /** A promise that a run broke, and the seed that replays it. */
    record Broken(long seed, Violation violation) {}

    /** Until one node knew, for each pair of a crash (not of a leader) and a node that lived on. */
    final Sample known = new Sample();
    /** Until the first node knew, for each such crash. */
    final Sample first = new Sample();
    /** Until the last node knew, for each such crash. */
    final Sample last = new Sample();
    /** Until REMOVED was committed, for each such crash. */
    final Sample removed = new Sample();
    /** The same as {@link #known}, where the leader crashed. */
    final Sample leaderKnown = new Sample();
    /** The same as {@link #removed}, where the leader crashed. */
    final Sample leaderRemoved = new Sample();
    /** What each member that lived on sent in a second, in bytes, from the first crash on; coordinators apart. */
    final Sample memberBytes = new Sample();
    /** What each coordinator that lived on sent in a second, in bytes. */
    final Sample coordinatorBytes = new Sample();

    final List<Broken> broken = new ArrayList<>();
    int crashes;
    int leaderCrashes;
    /** Pairs of a crash and a node that lived on and never knew of it. */
    long unknown;
    /** Crashes whose victim was not removed in time. */
    long stayed;
    /** How often somebody was accused or removed who was alive. */
    long accusedLiving;
    /** Elections that no crash of a leader called for. */
    long uncalledElections;
    /** Commits that made somebody UNREACHABLE, for each run. */
    final Sample lostCommits = new Sample();
    /** Runs at the end of which nobody led. */
    int leaderless;

    void addAll(CrashFigures other) {
        known.addAll(other.known);
        first.addAll(other.first);
        last.addAll(other.last);
        removed.addAll(other.removed);
        leaderKnown.addAll(other.leaderKnown);
        leaderRemoved.addAll(other.leaderRemoved);
        memberBytes.addAll(other.memberBytes);
        coordinatorBytes.addAll(other.coordinatorBytes);
        broken.addAll(other.broken);
        crashes += other.crashes;
        leaderCrashes += other.leaderCrashes;
        unknown += other.unknown;
        stayed += other.stayed;
        accusedLiving += other.accusedLiving;
        uncalledElections += other.uncalledElections;
        lostCommits.addAll(other.lostCommits);
        leaderless += other.leaderless;
    }

    static CrashFigures sum(List<CrashFigures> all) {
        CrashFigures sum = new CrashFigures();
        all.forEach(sum::addAll);
        return sum;
    }

    /** What a machine sent in a second of this time, in bytes. */
    static long sentPerSecond(World world, int machine, long fromNanos, long toNanos) {
        // Only whole spans are counted, and a span is longer than a second where a run is long.
        long span = world.traffic().spanNanos();
        long from = Math.ceilDiv(fromNanos, span) * span;
        long to = Math.floorDiv(toNanos, span) * span;
        long bytes = world.traffic().bytes(Traffic.Way.SENT, machine, from, to);
        return to <= from ? 0 : (long) (bytes * 1e9 / (to - from));
    }
}
