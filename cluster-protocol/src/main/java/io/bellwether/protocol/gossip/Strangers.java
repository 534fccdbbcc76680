package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.List;

/**
 * Rumours of members that are not in the view yet: news may travel faster than the view. A few are kept until the view has
 * come; what finds no room is brought by repair.
 */
final class Strangers {

    static final int RUMOURS_MAX = 64;
    private static final long KEPT_NANOS = 10_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private record Kept(Rumour rumour, long heardNanos) {}

    private final Counters counters;
    private final List<Kept> kept = new ArrayList<>();
    private long highestMember;

    Strangers(Counters counters) {
        this.counters = counters;
    }

    /** Incarnations come from one counter, so a stranger below the highest member has been one and is gone. */
    void keep(Rumour rumour, long nowNanos) {
        if (rumour.origin() <= highestMember) {
            counters.one(Count.RUMOURS_OF_GONE);
            return;
        }
        kept.removeIf(old -> nowNanos - old.heardNanos() > KEPT_NANOS || isReplaced(old.rumour(), rumour));
        if (kept.size() >= RUMOURS_MAX) {
            counters.one(Count.OVER_STRANGERS);
            return;
        }
        kept.add(new Kept(rumour, nowNanos));
    }

    private static boolean isReplaced(Rumour old, Rumour rumour) {
        return old.origin() == rumour.origin()
                && old.content().topic() == rumour.content().topic()
                && old.version() <= rumour.version();
    }

    /** Hands over those that are members now, older by the time they were kept, and forgets those that never will be. */
    List<Rumour> met(View view, long nowNanos) {
        for (var member : view.members()) {
            highestMember = Math.max(highestMember, member.incarnation());
        }
        List<Rumour> met = new ArrayList<>();
        for (Kept entry : kept) {
            if (view.member(entry.rumour().origin()) != null) {
                met.add(aged(entry, nowNanos));
            }
        }
        kept.removeIf(entry -> entry.rumour().origin() <= highestMember);
        return met;
    }

    private static Rumour aged(Kept entry, long nowNanos) {
        Rumour rumour = entry.rumour();
        long age = rumour.ageMillis() + (nowNanos - entry.heardNanos()) / NANOS_PER_MILLI;
        return new Rumour(
                rumour.origin(),
                rumour.version(),
                rumour.hops(),
                (int) Math.min(Integer.MAX_VALUE, age),
                rumour.content());
    }
}
