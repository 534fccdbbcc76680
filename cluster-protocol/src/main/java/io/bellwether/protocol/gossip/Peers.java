package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whom this node gossips with. Up to a few hundred members anybody, with one peer outside the own zone per round; in
 * larger clusters the own zone first, with bridges across. One instance serves rounds and deltas of one node.
 */
public final class Peers {

    /** From this many members on, gossip stays in its zone but for bridges. */
    public static final int ZONE_FIRST_FROM = 500;

    /** One choice in so many goes to a member that is UNREACHABLE, so that news reaches it when it is back. */
    private static final int LOST_ONE_IN = 10;

    /** Where gossip is zone-first, one choice in so many crosses anyway: all bridges of a zone may be down. */
    private static final int CROSS_ONE_IN = 50;

    private static final int DRAWS_MAX = 8;

    private final RandomGenerator random;
    private View view = View.empty();
    private long self;
    private boolean zoneFirst;
    private boolean bridge;
    private long successor;

    /** Reachable members, those of the own zone from the left, all others from the right. */
    private long[] reachable = new long[0];

    private int near;
    private int far;
    private long[] lost = new long[0];
    private int lostCount;

    /** Bridges of other zones; only a bridge needs them, so they are elected when first asked for. */
    private long @Nullable [] farBridges;

    public Peers(RandomGenerator random) {
        this.random = random;
    }

    /** Takes over a view. Costs nothing when it is the same. */
    void update(View newView, long newSelf) {
        if (view == newView && self == newSelf) {
            return;
        }
        view = newView;
        self = newSelf;
        near = 0;
        far = 0;
        lostCount = 0;
        farBridges = null;
        reserve(newView.size());
        Member me = newView.member(newSelf);
        if (me != null) {
            sort(newView, me.zone());
            zoneFirst = newView.size() >= ZONE_FIRST_FROM && far > 0 && near > 0;
            successor = successorOf(newSelf);
            bridge = zoneFirst && Bridges.isBridge(newSelf, reachable, near);
        }
    }

    private void reserve(int size) {
        if (reachable.length < size) {
            reachable = new long[size + size / 8];
            lost = new long[size + size / 8];
        }
    }

    private void sort(View newView, String zone) {
        for (Member member : newView.members()) {
            long peer = member.incarnation();
            if (peer == self) {
                continue;
            }
            if (member.status() == MemberStatus.UNREACHABLE) {
                lost[lostCount++] = peer;
            } else if (member.zone().equals(zone)) {
                reachable[near++] = peer;
            } else {
                far++;
                reachable[reachable.length - far] = peer;
            }
        }
        // Both kinds side by side, so that one draw serves all.
        System.arraycopy(reachable, reachable.length - far, reachable, near, far);
    }

    /** The next in the ring that a hash makes of all reachable members, or of those in the zone; 0 if alone. */
    private long successorOf(long incarnation) {
        long place = Mix.of(incarnation);
        long next = 0;
        long distance = -1;
        int count = zoneFirst ? near : near + far;
        for (int i = 0; i < count; i++) {
            long candidate = Mix.of(reachable[i]) - place;
            if (Long.compareUnsigned(candidate, distance) < 0) {
                distance = candidate;
                next = reachable[i];
            }
        }
        return next;
    }

    /** The peer for one turn of a round, 0 if there is none. The first turn of a round prefers another zone. */
    long forTurn(int turn) {
        if (lostCount > 0 && (near + far == 0 || random.nextInt(LOST_ONE_IN) == 0)) {
            return lost[random.nextInt(lostCount)];
        }
        if (near + far == 0) {
            return 0;
        }
        if (turn == 0 && far > 0) {
            if (!zoneFirst) {
                return anyFar();
            }
            if (bridge) {
                return anyFarBridge();
            }
        }
        return any();
    }

    /**
     * The peers that news goes to at once, all different. One of them is the successor in the ring: peers drawn at random
     * alone would leave out one in twenty, with the ring nobody is left out as long as nothing is lost.
     *
     * @param fanout How many; a bridge takes one bridge of another zone on top.
     * @param except A peer that needs no telling, 0 if none.
     * @param targets Where they go; room for {@code fanout + 1}.
     * @return How many there are.
     */
    int forNews(int fanout, long except, long[] targets) {
        int count = 0;
        if (fanout > 1 && successor != 0 && successor != except) {
            targets[count++] = successor;
        }
        for (int draws = fanout + DRAWS_MAX; draws > 0 && count < fanout && near + far > 0; draws--) {
            long peer = any();
            if (peer != except && !contains(targets, count, peer)) {
                targets[count++] = peer;
            }
        }
        if (bridge) {
            long peer = anyFarBridge();
            if (peer != except && !contains(targets, count, peer)) {
                targets[count++] = peer;
            }
        }
        return count;
    }

    private static boolean contains(long[] targets, int count, long peer) {
        for (int i = 0; i < count; i++) {
            if (targets[i] == peer) {
                return true;
            }
        }
        return false;
    }

    private long any() {
        if (!zoneFirst) {
            return reachable[random.nextInt(near + far)];
        }
        return random.nextInt(CROSS_ONE_IN) == 0 ? anyFar() : reachable[random.nextInt(near)];
    }

    private long anyFar() {
        return reachable[near + random.nextInt(far)];
    }

    private long anyFarBridge() {
        long[] bridges = farBridges;
        if (bridges == null) {
            bridges = Bridges.outside(view, self);
            farBridges = bridges;
        }
        return bridges[random.nextInt(bridges.length)];
    }

    /** Whether this node gossips across zones on behalf of its own. */
    public boolean isBridge() {
        return bridge;
    }
}
