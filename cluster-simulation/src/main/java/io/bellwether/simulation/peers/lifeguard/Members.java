package io.bellwether.simulation.peers.lifeguard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The members known to one process, itself among them, in the shuffled order in which it probes them. */
final class Members {

    private final RandomGenerator random;
    private final @Nullable Member[] byMachine;
    private List<Member> order = new ArrayList<>();
    private int nextProbe;

    Members(int machines, RandomGenerator random) {
        byMachine = new @Nullable Member[machines];
        this.random = random;
    }

    int size() {
        return order.size();
    }

    @Nullable
    Member find(int machine) {
        return machine >= 0 && machine < byMachine.length ? byMachine[machine] : null;
    }

    List<Member> all() {
        return order;
    }

    /** Puts a member anywhere into the order: at its end, a crowd that joined at once would all be probed last. */
    Member add(int machine) {
        var member = new Member(machine);
        byMachine[machine] = member;
        order.add(member);
        Collections.swap(order, random.nextInt(order.size()), order.size() - 1);
        return member;
    }

    /** Shuffles all; for a start with everybody known. */
    void shuffle() {
        for (int last = order.size() - 1; last > 0; last--) {
            Collections.swap(order, last, random.nextInt(last + 1));
        }
    }

    /** The next one to probe, or null; at the end of a round the long dead are forgotten and the rest is shuffled. */
    @Nullable
    Member next(int self, long deadBefore, List<Member> forgotten) {
        for (int looked = 0; looked < order.size(); looked++) {
            if (nextProbe >= order.size()) {
                forgetDead(deadBefore, forgotten);
                shuffle();
                nextProbe = 0;
                continue;
            }
            var member = order.get(nextProbe++);
            if (member.machine != self && !member.standing.gone()) {
                return member;
            }
        }
        return null;
    }

    private void forgetDead(long deadBefore, List<Member> forgotten) {
        var kept = new ArrayList<Member>(order.size());
        for (var member : order) {
            if (member.standing.gone() && member.changedAt < deadBefore) {
                byMachine[member.machine] = null;
                forgotten.add(member);
            } else {
                kept.add(member);
            }
        }
        order = kept;
    }

    /** Up to {@code count} different members that pass; a large cluster is only sampled, as the original does. */
    List<Member> some(int count, Predicate<Member> passes) {
        var size = order.size();
        var chosen = new ArrayList<Member>(count);
        if (size < count * 3) {
            var shuffled = new ArrayList<>(order);
            for (int last = size - 1; last > 0; last--) {
                Collections.swap(shuffled, last, random.nextInt(last + 1));
            }
            shuffled.stream().filter(passes).limit(count).forEach(chosen::add);
            return chosen;
        }
        for (int tries = 0; tries < 3 * size && chosen.size() < count; tries++) {
            var member = order.get(random.nextInt(size));
            if (passes.test(member) && !chosen.contains(member)) {
                chosen.add(member);
            }
        }
        return chosen;
    }

    /** One member as this process sees it. */
    static final class Member {
        final int machine;
        int incarnation;
        Standing standing = Standing.DEAD;
        long changedAt;

        @Nullable
        Suspicion suspicion;

        Member(int machine) {
            this.machine = machine;
        }
    }
}
