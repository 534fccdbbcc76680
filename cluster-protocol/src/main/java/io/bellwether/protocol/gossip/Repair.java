package io.bellwether.protocol.gossip;

import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Versions.HeldVersion;
import io.bellwether.protocol.message.Outbox;
import io.bellwether.protocol.message.Rumour;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What makes up for lost rumours: two nodes with different roots compare the hashes of their buckets, then the versions in
 * buckets that differ, then send each other what is missing. Both sides gain by one exchange. Every step is held to a
 * number of pages; what is left over is found by the next exchange, since roots still differ.
 *
 * <p>A page of versions that answers another lists only what its sender wants, with the version it has.
 */
final class Repair {

    /** Datagrams that one message may cause. */
    static final int PAGES_MAX = 8;

    /** After so many datagrams no further bucket is begun: each page of versions may bring three of rumours. */
    private static final int PAGES_BEGUN_MAX = 4;

    private static final int HASH_BYTES = 8;
    private static final long NO_ORIGIN_ABOVE = Long.MAX_VALUE;

    private final SoftState state;
    private final Holdings holdings;
    private final Sizes sizes;
    private final Post post;
    private final Counters counters;
    private final RandomGenerator random;

    Repair(SoftState state, Sizes sizes, Post post, Counters counters, RandomGenerator random) {
        this.state = state;
        this.holdings = state.holdings();
        this.sizes = sizes;
        this.post = post;
        this.counters = counters;
        this.random = random;
    }

    /** Opens an exchange: the hashes of all my buckets. */
    void open(long peer, long nowNanos, Outbox out) {
        counters.one(Count.REPAIRS);
        int perPage = sizes.roomBytes() / HASH_BYTES;
        int total = holdings.buckets();
        for (int first = 0; first < total; first += perPage) {
            List<Long> hashes = new ArrayList<>();
            for (int bucket = first; bucket < Math.min(total, first + perPage); bucket++) {
                hashes.add(holdings.bucketHash(bucket));
            }
            post.send(peer, new Message.Buckets(state.view().epoch(), first, total, hashes), nowNanos, out);
        }
    }

    /** Compares hashes and shows what I have of the buckets that differ, starting anywhere so that all get their turn. */
    void onBuckets(long peer, Message.Buckets theirs, long nowNanos, Outbox out) {
        int count = theirs.hashes().size();
        if (theirs.epoch() != state.view().epoch()
                || theirs.bucketsTotal() != holdings.buckets()
                || theirs.firstBucket() < 0
                || count == 0
                || theirs.firstBucket() > holdings.buckets() - count) {
            return;
        }
        int pages = 0;
        int start = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            int place = (start + i) % count;
            int bucket = theirs.firstBucket() + place;
            long hash = theirs.hashes().get(place);
            if (hash != holdings.bucketHash(bucket)) {
                if (pages >= PAGES_BEGUN_MAX) {
                    counters.one(Count.OVER_PAGES);
                    return;
                }
                int left = PAGES_MAX - pages;
                pages += hash == 0
                        ? giveAll(peer, bucket, left, nowNanos, out)
                        : show(peer, bucket, left, nowNanos, out);
            }
        }
    }

    /** The other side has nothing of this bucket: no need to compare. */
    private int giveAll(long peer, int bucket, int pagesMax, long nowNanos, Outbox out) {
        RumourPages pages = new RumourPages(peer, pagesMax, nowNanos, out);
        for (int slot = 0; slot < holdings.slots(); slot++) {
            if (holdings.version(slot) != 0 && holdings.bucketOf(holdings.origin(slot)) == bucket) {
                pages.add(slot);
            }
        }
        pages.end();
        return pages.sent;
    }

    /** Sends my versions of one bucket in pages; no page ends within a member. Returns how many pages it took. */
    private int show(long peer, int bucket, int pagesMax, long nowNanos, Outbox out) {
        int perPage = sizes.roomBytes() / sizes.heldVersionBytesMax();
        List<HeldVersion> held = new ArrayList<>();
        long from = 0;
        int pages = 0;
        for (int first = 0; first < holdings.slots(); first += Holdings.TOPICS) {
            long origin = holdings.origin(first);
            if (holdings.bucketOf(origin) != bucket) {
                continue;
            }
            if (held.size() + Holdings.TOPICS > perPage) {
                sendVersions(peer, bucket, from, origin, held, nowNanos, out);
                held = new ArrayList<>();
                from = origin;
                if (++pages == pagesMax) {
                    counters.one(Count.OVER_PAGES);
                    return pages;
                }
            }
            addHeld(first, held);
        }
        sendVersions(peer, bucket, from, NO_ORIGIN_ABOVE, held, nowNanos, out);
        return pages + 1;
    }

    private void addHeld(int first, List<HeldVersion> held) {
        for (int slot = first; slot < first + Holdings.TOPICS; slot++) {
            if (holdings.version(slot) != 0) {
                held.add(new HeldVersion(holdings.origin(slot), holdings.topic(slot), holdings.version(slot)));
            }
        }
    }

    private void sendVersions(
            long peer, int bucket, long from, long until, List<HeldVersion> held, long nowNanos, Outbox out) {
        long epoch = state.view().epoch();
        post.send(peer, new Message.Versions(epoch, bucket, from, until, false, held), nowNanos, out);
    }

    /** Gives what the other side is missing, and asks for what I am missing if it did not ask itself. */
    void onVersions(long peer, Message.Versions theirs, long nowNanos, Outbox out) {
        if (theirs.epoch() != state.view().epoch() || theirs.bucket() < 0 || theirs.bucket() >= holdings.buckets()) {
            return;
        }
        RumourPages pages = new RumourPages(peer, PAGES_MAX, nowNanos, out);
        List<HeldVersion> wanted = new ArrayList<>();
        for (HeldVersion their : theirs.held()) {
            int slot = slotOf(their);
            if (slot == Holdings.ABSENT) {
                continue;
            }
            if (holdings.version(slot) > their.version()) {
                pages.add(slot);
            } else if (holdings.version(slot) < their.version()) {
                wanted.add(new HeldVersion(their.origin(), their.topic(), holdings.version(slot)));
            }
        }
        if (!theirs.answer()) {
            addUnlisted(theirs, pages);
        }
        pages.end();
        if (!theirs.answer() && !wanted.isEmpty()) {
            var answer =
                    new Message.Versions(theirs.epoch(), theirs.bucket(), theirs.from(), theirs.until(), true, wanted);
            post.send(peer, answer, nowNanos, out);
        }
    }

    private int slotOf(HeldVersion held) {
        boolean known = held.topic() >= 1 && held.topic() <= Holdings.TOPICS;
        return known ? holdings.slot(held.origin(), held.topic()) : Holdings.ABSENT;
    }

    /** What I have in this range and the page does not mention. Both are in the same order. */
    private void addUnlisted(Message.Versions theirs, RumourPages pages) {
        int next = 0;
        for (int slot = 0; slot < holdings.slots(); slot++) {
            long origin = holdings.origin(slot);
            if (origin < theirs.from() || origin >= theirs.until() || holdings.bucketOf(origin) != theirs.bucket()) {
                continue;
            }
            while (next < theirs.held().size() && isBefore(theirs.held().get(next), origin, holdings.topic(slot))) {
                next++;
            }
            boolean listed = next < theirs.held().size()
                    && theirs.held().get(next).origin() == origin
                    && theirs.held().get(next).topic() == holdings.topic(slot);
            if (!listed && holdings.version(slot) != 0) {
                pages.add(slot);
            }
        }
    }

    private static boolean isBefore(HeldVersion held, long origin, int topic) {
        return held.origin() < origin || (held.origin() == origin && held.topic() < topic);
    }

    /** Rumours for one peer, packed into datagrams, of which there are only so many. */
    private final class RumourPages {

        private final long peer;
        private final int pagesMax;
        private final long nowNanos;
        private final Outbox out;
        private List<Rumour> page = new ArrayList<>();
        private int pageBytes;
        private int sent;

        RumourPages(long peer, int pagesMax, long nowNanos, Outbox out) {
            this.peer = peer;
            this.pagesMax = pagesMax;
            this.nowNanos = nowNanos;
            this.out = out;
        }

        void add(int slot) {
            if (sent >= pagesMax) {
                return;
            }
            Rumour rumour = state.rumour(slot, nowNanos);
            int bytes = sizes.bytesMax(rumour);
            if (pageBytes + bytes > sizes.roomBytes()) {
                end();
                if (sent >= pagesMax) {
                    counters.one(Count.OVER_PAGES);
                    return;
                }
            }
            page.add(rumour);
            pageBytes += bytes;
        }

        void end() {
            if (!page.isEmpty()) {
                post.send(peer, new Message.Rumours(page), nowNanos, out);
                sent++;
                page = new ArrayList<>();
                pageBytes = 0;
            }
        }
    }
}
