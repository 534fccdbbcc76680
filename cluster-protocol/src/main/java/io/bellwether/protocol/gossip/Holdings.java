package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The newest rumour of every topic of every member, in arrays ordered by incarnation, with a hash over all and one over
 * each bucket of about 64 members. Hashes are sums, so that each change costs one subtraction and one addition and the
 * order of arrival leaves no trace. Which bucket a member is in depends on its incarnation and the number of members
 * alone: all nodes of one epoch agree.
 */
final class Holdings {

    /** Codes of topics go from 1 to this. */
    static final int TOPICS = 3;

    static final int MEMBERS_PER_BUCKET = 64;
    static final int ABSENT = -1;

    private int size;
    private long[] origins = new long[0];
    private long[] versions = new long[0];
    private long[] bornNanos = new long[0];
    private int[] hops = new int[0];
    private Rumour.@Nullable Content[] contents = new Rumour.Content[0];

    private long root;
    private long[] bucketHashes = new long[1];

    /** Keeps room for the members of this view, with what is held of them, and drops what is held of others. */
    void retain(View view) {
        dropGone(view);
        addNew(view);
        int buckets = Math.max(1, (size + MEMBERS_PER_BUCKET - 1) / MEMBERS_PER_BUCKET);
        if (buckets != bucketHashes.length) {
            bucketHashes = new long[buckets];
            root = 0;
            for (int slot = 0; slot < size * TOPICS; slot++) {
                addHash(slot, 1);
            }
        }
    }

    private void dropGone(View view) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (view.member(origins[i]) != null) {
                if (kept != i) {
                    move(i, kept, 1);
                }
                kept++;
            } else {
                for (int slot = i * TOPICS; slot < (i + 1) * TOPICS; slot++) {
                    addHash(slot, -1);
                }
            }
        }
        clear(kept, size);
        size = kept;
    }

    private void addNew(View view) {
        if (view.size() == size) {
            return;
        }
        long[] added = new long[view.size() - size];
        int count = 0;
        for (Member member : view.members()) {
            if (find(member.incarnation()) < 0) {
                added[count++] = member.incarnation();
            }
        }
        Arrays.sort(added);
        reserve(view.size());
        for (long origin : added) {
            insert(origin);
        }
    }

    /** Incarnations count up, so that this is nearly always at the end. */
    private void insert(long origin) {
        int place = -find(origin) - 1;
        move(place, place + 1, size - place);
        clear(place, place + 1);
        origins[place] = origin;
        size++;
    }

    private void move(int from, int to, int count) {
        System.arraycopy(origins, from, origins, to, count);
        System.arraycopy(versions, from * TOPICS, versions, to * TOPICS, count * TOPICS);
        System.arraycopy(bornNanos, from * TOPICS, bornNanos, to * TOPICS, count * TOPICS);
        System.arraycopy(hops, from * TOPICS, hops, to * TOPICS, count * TOPICS);
        System.arraycopy(contents, from * TOPICS, contents, to * TOPICS, count * TOPICS);
    }

    private void clear(int from, int until) {
        Arrays.fill(versions, from * TOPICS, until * TOPICS, 0);
        Arrays.fill(contents, from * TOPICS, until * TOPICS, null);
    }

    private void reserve(int members) {
        if (origins.length < members) {
            int capacity = members + members / 8;
            origins = Arrays.copyOf(origins, capacity);
            versions = Arrays.copyOf(versions, capacity * TOPICS);
            bornNanos = Arrays.copyOf(bornNanos, capacity * TOPICS);
            hops = Arrays.copyOf(hops, capacity * TOPICS);
            contents = Arrays.copyOf(contents, capacity * TOPICS);
        }
    }

    private int find(long origin) {
        return Arrays.binarySearch(origins, 0, size, origin);
    }

    private void addHash(int slot, int sign) {
        if (versions[slot] != 0) {
            long hash = sign * Mix.of(origin(slot), topic(slot), versions[slot]);
            root += hash;
            bucketHashes[bucketOf(origin(slot))] += hash;
        }
    }

    /** Where a topic of a member is, or {@link #ABSENT} if it is no member. */
    int slot(long origin, int topic) {
        int place = find(origin);
        return place < 0 ? ABSENT : place * TOPICS + topic - 1;
    }

    void put(int slot, long version, long born, int hopCount, Rumour.Content content) {
        addHash(slot, -1);
        versions[slot] = version;
        bornNanos[slot] = born;
        hops[slot] = hopCount;
        contents[slot] = content;
        addHash(slot, 1);
    }

    int slots() {
        return size * TOPICS;
    }

    long origin(int slot) {
        return origins[slot / TOPICS];
    }

    int topic(int slot) {
        return slot % TOPICS + 1;
    }

    /** The version held, 0 if none. */
    long version(int slot) {
        return versions[slot];
    }

    long bornNanos(int slot) {
        return bornNanos[slot];
    }

    int hops(int slot) {
        return hops[slot];
    }

    Rumour.@Nullable Content content(int slot) {
        return contents[slot];
    }

    long root() {
        return root;
    }

    int buckets() {
        return bucketHashes.length;
    }

    /** 0 for an empty bucket. */
    long bucketHash(int bucket) {
        return bucketHashes[bucket];
    }

    int bucketOf(long origin) {
        return (int) Long.remainderUnsigned(Mix.of(origin), bucketHashes.length);
    }
}
