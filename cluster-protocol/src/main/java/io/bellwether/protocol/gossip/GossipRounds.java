package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Outbox;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * Spreads soft state. News is pushed at once to a few peers, gathered for a moment so that one datagram carries much of
 * it; rounds carry it a few times more and compare roots; where roots keep differing, {@link Repair} finds out why.
 *
 * <p>Rounds of {@link TimingProfile#gossipFanout()} peers per interval are spread over it. A peer with the same root does
 * not answer: that keeps a cluster without news cheap. Whatever happens, a node sends at most twice
 * {@link #ALLOWANCE_BYTES_PER_SECOND} on average, plus its rounds without news.
 */
public final class GossipRounds {

    /**
     * What may be sent besides rounds without news, on average: as much for news, and as much again for repair, or a storm
     * of news would keep repair from ending it.
     */
    public static final int ALLOWANCE_BYTES_PER_SECOND = 8_192;

    /** What each of the two can save up for a burst. */
    public static final int ALLOWANCE_SAVED_BYTES_MAX = 32_768;

    /** How many messages of one peer are answered per second. */
    static final int ANSWERS_PER_SECOND_MAX = 24;

    /** Rumours this many intervals old are no news: whoever gets one gets it by repair and does not spread it again. */
    private static final int NEWS_INTERVALS = 2;

    /** Answers mention news for so long: who missed it in all pushes and rounds so far asks a few times more until then. */
    private static final int ANSWERED_INTERVALS = 5;

    /** Datagrams of news in one answer. With much loss one holds the news of less than two seconds in 1000 nodes. */
    private static final int ANSWER_PAGES_MAX = 2;

    /** With news coming in all the time roots always differ; then repair at least this often. */
    private static final int REPAIR_INTERVALS_MAX = 5;

    private static final long GATHER_NANOS_MAX = 50_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final int fanout;

    /** News is pushed to one peer less than a round has: the ring leaves nobody out, and rounds follow anyway. */
    private final int newsFanout;

    private final long intervalNanos;
    private final Sizes sizes;
    private final RandomGenerator random;
    private final Peers peers;
    private final LongFunction<Freshness> freshness;
    private final GossipListener listener;
    private final Counters counters = new Counters();
    private final SoftState state;
    private final News news;
    private final Post post;
    private final Repair repair;
    private final AnswerLimit answerLimit = new AnswerLimit(ANSWERS_PER_SECOND_MAX);
    private final long[] targets;

    private int carries = 1;
    private int turn;
    private long turnAtNanos;
    private boolean pushDue;
    private long pushAtNanos;
    private long newsNanos;
    private long repairNanos;

    /**
     * Starts without a view and silent.
     *
     * @param freshness The node's best evidence of a leader, by the time it is sent.
     */
    public GossipRounds(
            TimingProfile profile,
            Sizes sizes,
            Peers peers,
            RandomGenerator random,
            LongFunction<Freshness> freshness,
            GossipListener listener,
            long nowNanos) {
        this.fanout = profile.gossipFanout();
        this.newsFanout = Math.max(2, fanout - 1);
        this.intervalNanos = profile.gossipInterval().toNanos();
        this.sizes = sizes;
        this.peers = peers;
        this.random = random;
        this.freshness = freshness;
        this.listener = listener;
        this.state = new SoftState(counters);
        this.news = new News(counters);
        this.post = newPost(nowNanos);
        this.repair = new Repair(state, sizes, newPost(nowNanos), counters, random);
        this.targets = new long[newsFanout + 1];
        this.turnAtNanos = nowNanos + random.nextLong(intervalNanos);
        this.newsNanos = nowNanos - intervalNanos;
        this.repairNanos = nowNanos;
    }

    private Post newPost(long nowNanos) {
        return new Post(
                sizes, counters, new Allowance(ALLOWANCE_BYTES_PER_SECOND, ALLOWANCE_SAVED_BYTES_MAX, nowNanos));
    }

    /** Takes over a view, and by which incarnation this node is in it. */
    public void viewChanged(View view, long self, long nowNanos) {
        peers.update(view, self);
        carries = carriesFor(view.size());
        for (Rumour rumour : state.viewChanged(view, self, nowNanos)) {
            if (isNews(rumour)) {
                spread(rumour.origin(), rumour.content().topic(), 0, nowNanos);
            }
        }
    }

    /** Turns that carry a rumour after its push: one up to 316 members, two up to 3162, and so on. */
    private static int carriesFor(int members) {
        return Math.max(1, (int) Math.round(Math.log10(Math.max(1, members))) - 1);
    }

    /** Says something about this node; see {@link SoftState#write}. */
    public boolean write(Rumour.Content content, long nowNanos) {
        boolean written = state.write(content, nowNanos);
        if (written) {
            spread(state.self(), content.topic(), 0, nowNanos);
        }
        return written;
    }

    /** Takes over what others knew long before, as one who is told it on joining; nothing of it is news. */
    public void learn(List<Rumour> known, long nowNanos) {
        for (Rumour rumour : known) {
            state.take(rumour, nowNanos);
        }
    }

    /** When {@link #tick} wants to be called next. */
    public long deadlineNanos() {
        return pushDue && pushAtNanos - turnAtNanos < 0 ? pushAtNanos : turnAtNanos;
    }

    /** Sends what is due. */
    public void tick(long nowNanos, Outbox out) {
        if (pushDue && nowNanos - pushAtNanos >= 0) {
            push(nowNanos, out);
        }
        if (nowNanos - turnAtNanos >= 0) {
            takeTurn(nowNanos, out);
            turnAtNanos += intervalNanos / fanout;
            if (nowNanos - turnAtNanos > intervalNanos) {
                // Turns missed in a pause are not made up for.
                turnAtNanos = nowNanos + intervalNanos / fanout;
            }
        }
    }

    /** Takes a message in; others than those of rounds and repair are not for this part. */
    public void received(long from, Message message, long nowNanos, Outbox out) {
        switch (message) {
            case Message.Gossip gossip -> onGossip(from, gossip, nowNanos, out);
            case Message.Rumours(var rumours) -> hear(from, rumours, nowNanos);
            case Message.Buckets buckets -> {
                if (mayAnswer(from, nowNanos)) {
                    repair.onBuckets(from, buckets, nowNanos, out);
                }
            }
            case Message.Versions versions -> {
                if (mayAnswer(from, nowNanos)) {
                    repair.onVersions(from, versions, nowNanos, out);
                }
            }
            default -> throw new IllegalArgumentException("not a message of rounds or repair: " + message);
        }
    }

    private void onGossip(long from, Message.Gossip gossip, long nowNanos, Outbox out) {
        hear(from, gossip.news(), nowNanos);
        View view = state.view();
        if (gossip.version() == view.version() && gossip.epoch() != view.epoch()) {
            counters.one(Count.DISAGREEMENTS);
            listener.viewsDisagree("%d has version %d in epoch %d, here it is in epoch %d"
                    .formatted(from, gossip.version(), gossip.epoch(), view.epoch()));
            return;
        }
        boolean comparable = gossip.epoch() == view.epoch();
        boolean differs = comparable && gossip.root() != state.root();
        if (gossip.answer()) {
            if (differs && isLasting(nowNanos)) {
                repairNanos = nowNanos;
                repair.open(from, nowNanos, out);
            }
        } else if ((differs || gossip.version() < view.version()) && mayAnswer(from, nowNanos)) {
            // Who is behind with the view learns it by the answer; rumours wait until the views are the same.
            counters.one(Count.ANSWERS);
            sendAnswer(from, differs ? newsFor(from, nowNanos) : List.of(), nowNanos, out);
        }
    }

    private void sendAnswer(long to, List<List<Rumour>> pages, long nowNanos, Outbox out) {
        sendGossip(to, true, pages.isEmpty() ? List.of() : pages.getFirst(), nowNanos, out);
        for (int i = 1; i < pages.size(); i++) {
            post.send(to, new Message.Rumours(pages.get(i)), nowNanos, out);
        }
    }

    /** While news is under way roots differ, and will be equal in a moment without repair. */
    private boolean isLasting(long nowNanos) {
        return nowNanos - newsNanos >= intervalNanos || nowNanos - repairNanos >= REPAIR_INTERVALS_MAX * intervalNanos;
    }

    private boolean mayAnswer(long peer, long nowNanos) {
        boolean may = answerLimit.allows(peer, nowNanos);
        if (!may) {
            counters.one(Count.OVER_ANSWERS);
        }
        return may;
    }

    private void hear(long from, List<Rumour> rumours, long nowNanos) {
        for (int i = 0; i < rumours.size(); i++) {
            Rumour rumour = rumours.get(i);
            int topic = rumour.content().topic();
            switch (state.take(rumour, nowNanos)) {
                case NEW -> {
                    listener.heardRumour(rumour, rumour.ageMillis(), rumour.hops());
                    if (isNews(rumour)) {
                        spread(rumour.origin(), topic, from, nowNanos);
                    }
                }
                case OVERTAKEN -> spread(rumour.origin(), topic, 0, nowNanos);
                case KNOWN -> news.heardAgain(rumour.origin(), topic);
                case OLDER, NO_MEMBER -> {}
            }
        }
    }

    private boolean isNews(Rumour rumour) {
        return rumour.ageMillis() * NANOS_PER_MILLI < NEWS_INTERVALS * intervalNanos;
    }

    private void spread(long origin, int topic, long source, long nowNanos) {
        newsNanos = nowNanos;
        news.add(origin, topic, source, carries, nowNanos);
        if (!pushDue) {
            pushDue = true;
            long gather = Math.min(GATHER_NANOS_MAX, intervalNanos / 10);
            pushAtNanos = nowNanos + gather / 2 + random.nextLong(gather / 2 + 1);
        }
    }

    private void takeTurn(long nowNanos, Outbox out) {
        news.forget(ANSWERED_INTERVALS * intervalNanos, nowNanos);
        long peer = peers.forTurn(turn);
        turn = (turn + 1) % fanout;
        if (peer == 0) {
            return;
        }
        counters.one(Count.ROUNDS);
        List<Rumour> carried = carriedNews(nowNanos);
        sendGossip(peer, false, carried, nowNanos, out);
    }

    /** With the news if the allowance has room for it; the hashes go out in any case, or repair would never begin. */
    private void sendGossip(long to, boolean answer, List<Rumour> rumours, long nowNanos, Outbox out) {
        if (rumours.isEmpty() || !post.send(to, gossip(answer, rumours, nowNanos), nowNanos, out)) {
            post.sendAlways(to, gossip(answer, List.of(), nowNanos), nowNanos, out);
        }
    }

    private Message.Gossip gossip(boolean answer, List<Rumour> rumours, long nowNanos) {
        View view = state.view();
        return new Message.Gossip(
                view.epoch(), view.version(), state.root(), answer, freshness.apply(nowNanos), rumours);
    }

    /** What rounds still carry, newest first, as much as fits. */
    private List<Rumour> carriedNews(long nowNanos) {
        NewsPage page = new NewsPage(nowNanos);
        for (int item = news.size() - 1; item >= 0; item--) {
            if (news.isCarried(item) && page.add(item)) {
                news.carried(item);
            }
        }
        return page.rumours;
    }

    /** All that was news lately and did not come from this peer, newest first, as much as fits. */
    private List<List<Rumour>> newsFor(long peer, long nowNanos) {
        List<List<Rumour>> pages = new ArrayList<>();
        NewsPage page = new NewsPage(nowNanos);
        for (int item = news.size() - 1; item >= 0; item--) {
            if (news.source(item) != peer && !page.add(item) && page.isFull) {
                pages.add(page.rumours);
                if (pages.size() == ANSWER_PAGES_MAX) {
                    return pages;
                }
                page = new NewsPage(nowNanos);
                page.add(item);
            }
        }
        if (!page.rumours.isEmpty()) {
            pages.add(page.rumours);
        }
        return pages;
    }

    private void push(long nowNanos, Outbox out) {
        pushDue = false;
        NewsPage page = new NewsPage(nowNanos);
        long source = 0;
        boolean oneSource = true;
        for (int item = news.size() - 1; item >= 0; item--) {
            if (news.isWaiting(item) && page.add(item)) {
                news.pushed(item);
                oneSource &= page.rumours.size() == 1 || source == news.source(item);
                source = news.source(item);
            }
        }
        if (page.rumours.isEmpty()) {
            return;
        }
        pushTo(oneSource ? source : 0, new Message.Rumours(page.rumours), nowNanos, out);
        if (page.isFull) {
            pushDue = true;
            pushAtNanos = nowNanos;
        }
    }

    private void pushTo(long except, Message message, long nowNanos, Outbox out) {
        int count = peers.forNews(newsFanout, except, targets);
        for (int i = 0; i < count; i++) {
            if (post.send(targets[i], message, nowNanos, out)) {
                counters.one(Count.PUSHES);
            }
        }
    }

    /** This node's store of soft state, to read from. */
    public SoftState state() {
        return state;
    }

    /** What was done, and what was left out. */
    public Counters counters() {
        return counters;
    }

    /** News that goes into one datagram. */
    private final class NewsPage {

        private final long nowNanos;
        private List<Rumour> rumours = List.of();
        private int leftBytes = sizes.roomBytes();
        private boolean isFull;

        NewsPage(long nowNanos) {
            this.nowNanos = nowNanos;
        }

        boolean add(int item) {
            int slot = state.holdings().slot(news.origin(item), news.topic(item));
            if (slot == Holdings.ABSENT) {
                return false;
            }
            Rumour rumour = state.rumour(slot, nowNanos);
            int bytes = sizes.bytesMax(rumour);
            if (bytes > leftBytes) {
                isFull = true;
                return false;
            }
            if (rumours.isEmpty()) {
                rumours = new ArrayList<>();
            }
            rumours.add(rumour);
            leftBytes -= bytes;
            return true;
        }
    }
}
