package io.bellwether.simulation.scenarios.small;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the rules of DESIGN 3.5 make of a network under one certain leader, worked out from who reaches whom alone, apart
 * from the production code. Members whose reports come to the leader are observers; they lose their say once they are
 * lost themselves, so that verdicts depend on verdicts. In which order they fall is a matter of milliseconds, so every
 * order is tried: what comes of all of them must come, what comes of some is open.
 *
 * <p>Up to eleven members everybody watches everybody. In the twelfth cluster two of twelve may not watch each other;
 * there only crashes, single links and cuts between services are tried, which come out the same with or without them.
 */
final class Rulebook {

    private final Reach reach;
    private final int coordinators;
    private final int leader;
    /** Coordinators that the leader exchanges messages with, itself included, by bit. */
    private final int heardCoordinators;
    /** Members whose reports come to the leader, by themselves or through another coordinator, by bit. */
    private final int observers;

    private final Set<Integer> reachable = new TreeSet<>();
    private final Set<Integer> last = new TreeSet<>();

    Rulebook(Reach reach, int coordinators, int leader) {
        this.reach = reach;
        this.coordinators = coordinators;
        this.leader = leader;
        this.heardCoordinators = joinedWith(leader) & ((1 << coordinators) - 1);
        int heard = 0;
        for (int machine = 0; machine < reach.machines(); machine++) {
            heard |= (joinedWith(machine) & heardCoordinators) != 0 ? 1 << machine : 0;
        }
        this.observers = heard;
        explore();
    }

    /** Everybody a machine reaches, itself included while it lives. */
    private int joinedWith(int machine) {
        int joined = 0;
        for (int other = 0; other < reach.machines(); other++) {
            joined |= reach.joins(machine, other) ? 1 << other : 0;
        }
        return joined;
    }

    /** All sets of observers that can be lost at some time, and those at which it ends. */
    private void explore() {
        Deque<Integer> open = new ArrayDeque<>();
        open.add(0);
        reachable.add(0);
        while (!open.isEmpty()) {
            int lost = open.remove();
            boolean ends = true;
            for (int subject = 0; subject < reach.machines(); subject++) {
                int bit = 1 << subject;
                if ((observers & ~lost & bit) != 0 && isAccused(subject, lost)) {
                    ends = false;
                    if (reachable.add(lost | bit)) {
                        open.add(lost | bit);
                    }
                }
            }
            if (ends) {
                last.add(lost);
            }
        }
    }

    /** What must become of a member. */
    Fate.Kind fate(int subject) {
        if (reachable.stream().noneMatch(lost -> falls(subject, lost))) {
            return Fate.Kind.KEPT;
        }
        if (!last.stream().allMatch(lost -> falls(subject, lost) && !mayReturn(subject, lost))) {
            return Fate.Kind.UNDECIDED;
        }
        long heard = last.stream().filter(lost -> isHeard(subject, lost)).count();
        return heard == 0 ? Fate.Kind.LOST : heard == last.size() ? Fate.Kind.LOST_BUT_HEARD : Fate.Kind.UNDECIDED;
    }

    private boolean falls(int subject, int lost) {
        return (lost >> subject & 1) != 0 || isAccused(subject, lost);
    }

    /** Whether the leader makes it UNREACHABLE once these are. */
    private boolean isAccused(int subject, int lost) {
        int eligible = eligible(subject, lost);
        int count = Integer.bitCount(eligible);
        int bad = count - Integer.bitCount(eligible & joinedWith(subject));
        boolean reports = (observers >> subject & 1) != 0;
        if (count == 0 || (count == 1 && bad == 1)) {
            // The stand-in: the coordinators knock at its door, unless it reports and nobody accuses it.
            boolean asked = subject != leader && (count == 1 || !reports);
            return asked && (joinedWith(subject) & heardCoordinators) == 0;
        }
        return bad >= quota(count) && !(reports && hasSecondOpinion(subject));
    }

    private int eligible(int subject, int lost) {
        return observers & ~lost & ~(1 << subject);
    }

    /** Seven tenths of those that may judge, at most all but one from three on. */
    private static int quota(int eligible) {
        return eligible <= 2 ? eligible : Math.min((int) Math.ceil(0.7 * eligible - 1e-9), eligible - 1);
    }

    /** Whether a majority of all voters, as far as the leader can ask them, reaches it; of itself a voter knows. */
    private boolean hasSecondOpinion(int subject) {
        int own = subject < coordinators ? 1 << subject : 0;
        return 2 * Integer.bitCount((joinedWith(subject) & heardCoordinators) | own) > coordinators;
    }

    private boolean mayReturn(int subject, int lost) {
        int eligible = eligible(subject, lost);
        int good = Integer.bitCount(eligible & joinedWith(subject));
        boolean heardByEnough = good > 0 && good >= quota(Integer.bitCount(eligible));
        return heardByEnough || ((observers >> subject & 1) != 0 && hasSecondOpinion(subject));
    }

    /** Whether it cannot be removed: somebody eligible hears it, or its own reports come. */
    private boolean isHeard(int subject, int lost) {
        return (eligible(subject, lost) & joinedWith(subject)) != 0 || (observers >> subject & 1) != 0;
    }
}
