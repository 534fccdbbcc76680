package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of everybody's soft state: the newest rumour per member and topic. Each member writes its own and
 * nobody else's.
 */
public final class SoftState {

    /** A score that moved by less is no news. */
    public static final int SCORE_STEP = 5;

    private static final int HOPS_MAX = 255;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Holdings holdings = new Holdings();
    private final Strangers strangers;
    private final Counters counters;
    private final Rumour.@Nullable Content[] own = new Rumour.Content[Holdings.TOPICS];
    private View view = View.empty();
    private long self;

    SoftState(Counters counters) {
        this.counters = counters;
        this.strangers = new Strangers(counters);
    }

    /** What became of a rumour that came in. */
    enum Taken {
        /** It was new. */
        NEW,
        /** It was known already. */
        KNOWN,
        /** A newer one is known. */
        OLDER,
        /** It was about this node itself and is overtaken by a newer version of the same topic. */
        OVERTAKEN,
        /** Its origin is no member here: either not yet, then it is kept for a while, or not any more. */
        NO_MEMBER
    }

    /**
     * Says something about this node. May be called as often as the caller likes; the return value tells whether it was
     * news: the first of its topic, a score that moved by {@link #SCORE_STEP}, other entries, other bad edges (phi alone
     * is no change).
     */
    boolean write(Rumour.Content content, long nowNanos) {
        Rumour.Content before = own[content.topic() - 1];
        if (before == null) {
            // What everybody knows of this node already, as when it was told so on joining.
            before = content(self, content.topic());
            own[content.topic() - 1] = before;
        }
        if (before != null && !isNews(before, content)) {
            return false;
        }
        own[content.topic() - 1] = content;
        int slot = holdings.slot(self, content.topic());
        if (slot == Holdings.ABSENT) {
            return false;
        }
        holdings.put(slot, holdings.version(slot) + 1, nowNanos, 0, content);
        return true;
    }

    private static boolean isNews(Rumour.Content before, Rumour.Content now) {
        return switch (now) {
            case Rumour.Health health ->
                !(before instanceof Rumour.Health old) || Math.abs(health.score() - old.score()) >= SCORE_STEP;
            case Rumour.Profile profile -> !profile.equals(before);
            case Rumour.BadEdges bad ->
                !(before instanceof Rumour.BadEdges old) || !sameEdges(old.edges(), bad.edges());
        };
    }

    private static boolean sameEdges(List<Rumour.BadEdges.BadEdge> before, List<Rumour.BadEdges.BadEdge> now) {
        return before.size() == now.size()
                && now.stream()
                        .allMatch(edge -> before.stream()
                                .anyMatch(old -> old.subject() == edge.subject() && old.verdict() == edge.verdict()));
    }

    /** Takes a rumour in if it is newer than what is known. */
    Taken take(Rumour rumour, long nowNanos) {
        int topic = rumour.content().topic();
        int slot = holdings.slot(rumour.origin(), topic);
        if (slot == Holdings.ABSENT) {
            strangers.keep(rumour, nowNanos);
            return Taken.NO_MEMBER;
        }
        Rumour.Content mine = rumour.origin() == self ? own[topic - 1] : null;
        if (mine != null) {
            return takeAboutSelf(rumour, slot, mine, nowNanos);
        }
        if (rumour.version() <= holdings.version(slot)) {
            return rumour.version() == holdings.version(slot) ? Taken.KNOWN : Taken.OLDER;
        }
        put(slot, rumour, nowNanos);
        return Taken.NEW;
    }

    /** Left from before this process or its last rejoin; everybody would believe it until this node is past it. */
    private Taken takeAboutSelf(Rumour rumour, int slot, Rumour.Content mine, long nowNanos) {
        long version = holdings.version(slot);
        if (rumour.version() < version) {
            return Taken.OLDER;
        }
        if (rumour.version() == version && rumour.content().equals(mine)) {
            return Taken.KNOWN;
        }
        holdings.put(slot, rumour.version() + 1, nowNanos, 0, mine);
        return Taken.OVERTAKEN;
    }

    private void put(int slot, Rumour rumour, long nowNanos) {
        long born = nowNanos - rumour.ageMillis() * NANOS_PER_MILLI;
        holdings.put(slot, rumour.version(), born, rumour.hops(), rumour.content());
        counters.one(Count.RUMOURS_TAKEN);
    }

    /**
     * Takes over a view. Rumours of those who left go with them.
     *
     * @return What is news by it: rumours of new members that had come before the view did, and, if this node has a new
     *     incarnation, whatever it had said before, said again.
     */
    List<Rumour> viewChanged(View newView, long newSelf, long nowNanos) {
        boolean sameMembers = newView.epoch() == view.epoch() && newView.size() == view.size();
        boolean sameSelf = newSelf == self;
        view = newView;
        self = newSelf;
        if (sameMembers && sameSelf) {
            return List.of();
        }
        holdings.retain(newView);
        List<Rumour> news = new ArrayList<>();
        for (Rumour rumour : strangers.met(newView, nowNanos)) {
            if (take(rumour, nowNanos) == Taken.NEW) {
                news.add(rumour);
            }
        }
        sayAgain(news, nowNanos);
        return news;
    }

    private void sayAgain(List<Rumour> news, long nowNanos) {
        for (Rumour.Content content : own) {
            int slot = content == null ? Holdings.ABSENT : holdings.slot(self, content.topic());
            if (content != null && slot != Holdings.ABSENT && !content.equals(holdings.content(slot))) {
                holdings.put(slot, holdings.version(slot) + 1, nowNanos, 0, content);
                news.add(rumour(slot, nowNanos));
            }
        }
    }

    /** The rumour in this slot as it goes out: older by the time it was held, and one hop further. */
    Rumour rumour(int slot, long nowNanos) {
        Rumour.Content content = Objects.requireNonNull(holdings.content(slot));
        int hops = Math.min(HOPS_MAX, holdings.hops(slot) + 1);
        return new Rumour(holdings.origin(slot), holdings.version(slot), hops, ageMillis(slot, nowNanos), content);
    }

    private int ageMillis(int slot, long nowNanos) {
        long millis = (nowNanos - holdings.bornNanos(slot)) / NANOS_PER_MILLI;
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, millis));
    }

    /** What this member last said on this topic, or null. */
    public Rumour.@Nullable Content content(long origin, int topic) {
        int slot = holdings.slot(origin, topic);
        return slot == Holdings.ABSENT ? null : holdings.content(slot);
    }

    /** The version of what this member last said on this topic, 0 if nothing is known. */
    public long version(long origin, int topic) {
        int slot = holdings.slot(origin, topic);
        return slot == Holdings.ABSENT ? 0 : holdings.version(slot);
    }

    /** A hash over all; two nodes of one epoch that know the same have the same. */
    public long root() {
        return holdings.root();
    }

    View view() {
        return view;
    }

    long self() {
        return self;
    }

    Holdings holdings() {
        return holdings;
    }
}
