package io.bellwether.simulation.peers.phi;

import io.bellwether.simulation.peers.Stopwatch;
import java.util.random.RandomGenerator;

/** Sends the view around: to one member at a time, faster while fewer than half have seen it. */
final class Gossiper {

    private final RandomGenerator random;
    private final Post post;
    private final long self;
    private final long intervalNanos;
    private long[] members = {};
    private long[] candidates = {};
    private boolean anyDown;
    private long tickAt;
    private long extraAt = Stopwatch.NEVER;
    private long lastExtraAt = Stopwatch.NEVER;

    Gossiper(PhiSettings settings, RandomGenerator random, Post post, long self, long now) {
        this.random = random;
        this.post = post;
        this.self = self;
        intervalNanos = settings.gossipInterval().toNanos();
        tickAt = now + random.nextLong(intervalNanos);
    }

    long deadline() {
        return Math.min(tickAt, extraAt);
    }

    void wake(View view, long now) {
        if (now >= tickAt) {
            tickAt = now + intervalNanos;
            tick(view);
            if (hurries(view)) {
                extraAt = now + intervalNanos / 3;
                lastExtraAt = now + intervalNanos * 2 / 3;
            }
        } else if (now >= extraAt) {
            extraAt = lastExtraAt;
            lastExtraAt = Stopwatch.NEVER;
            if (hurries(view)) {
                tick(view);
            }
        }
    }

    void follow(View view) {
        if (members.length != view.members().size() || !sameMembers(view)) {
            members =
                    view.members().keySet().stream().mapToLong(Long::longValue).toArray();
            candidates = new long[members.length];
        }
        anyDown = view.members().containsValue(Status.DOWN);
    }

    /** To one member: everything if it is not known to have seen this version, else only which version it is. */
    void tick(View view) {
        var target = target(view);
        if (target < 0) {
            return;
        }
        if (view.seenBy(target)) {
            sendStatus(view, target);
        } else {
            send(view, target);
        }
    }

    void send(View view, long to) {
        post.send(to, new Letter.Gossip(self, to, view));
    }

    void sendStatus(View view, long to) {
        post.send(to, new Letter.GossipStatus(self, view.version(), view.seen()));
    }

    private boolean hurries(View view) {
        return anyDown || view.seen().cardinality() < members.length / 2;
    }

    /**
     * Prefers who has not seen this version. The settings name a probability of 0.8 for that, less in clusters of more
     * than 400, but the code compares the random number with the cluster size instead, so that it always holds.
     */
    private long target(View view) {
        var count = candidates(view, true);
        if (count == 0) {
            count = candidates(view, false);
        }
        return count == 0 ? -1 : candidates[random.nextInt(count)];
    }

    private int candidates(View view, boolean onlyUnseen) {
        var lost = view.reachability().unreachableFrom(self);
        var count = 0;
        for (long member : members) {
            if (member != self && !(onlyUnseen && view.seenBy(member)) && (lost.isEmpty() || !lost.contains(member))) {
                candidates[count++] = member;
            }
        }
        return count;
    }

    private boolean sameMembers(View view) {
        var at = 0;
        for (long member : view.members().keySet()) {
            if (members[at++] != member) {
                return false;
            }
        }
        return true;
    }
}
