package io.bellwether.protocol.node;

import io.bellwether.protocol.gossip.GossipRounds;
import io.bellwether.protocol.message.Rumour.BadEdges;
import io.bellwether.protocol.message.Rumour.BadEdges.BadEdge;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tells everybody of this node's bad edges, and that there are none any more; that there never were any is no news.
 *
 * <p>Told is what lasts, and only so often: an edge is told when it has been bad for a beat, a few changes may be told at
 * once, and after them one per sixty beats. Where every link loses one packet in five, a thousand nodes have a hundred
 * changes of edges per second, most of them over before the next beat; all of them told would leave no room for anything
 * else. Reports to the coordinators are not held back, so no verdict waits for this.
 */
final class BadEdgeNews {

    /** So many changes may be told in a row. */
    static final int SAVED_MAX = 3;

    /** One more may be told after so many beats. */
    static final int BEATS_PER_NEWS = 60;

    private final long lastingNanos;
    private final long earnedNanos;
    private long saved = 1;
    private long savedAtNanos;
    private boolean open;
    private boolean told;

    BadEdgeNews(TimingProfile profile, RandomGenerator random, long nowNanos) {
        this.lastingNanos = profile.heartbeat().toNanos();
        this.earnedNanos = BEATS_PER_NEWS * lastingNanos;
        // Nodes that started together must not all earn at one moment what each has waited to tell.
        this.savedAtNanos = nowNanos - random.nextLong(earnedNanos);
    }

    /** Some edge changed. */
    void changed() {
        open = true;
    }

    /** Tells what is to be told by now; the rest stays open. */
    void tell(Edges edges, GossipRounds gossip, long nowNanos) {
        if (!open || !mayTell(nowNanos)) {
            return;
        }
        List<BadEdge> bad = edges.bad(lastingNanos, nowNanos);
        if (told || !bad.isEmpty()) {
            told = true;
            saved -= gossip.write(new BadEdges(bad), nowNanos) ? 1 : 0;
        }
        open = bad.size() < edges.countBad();
    }

    private boolean mayTell(long nowNanos) {
        long earned = (nowNanos - savedAtNanos) / earnedNanos;
        saved = Math.min(SAVED_MAX, saved + earned);
        savedAtNanos += earned * earnedNanos;
        return saved > 0;
    }
}
