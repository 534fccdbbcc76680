package io.bellwether.protocol.membership;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All members at one state version, immutable. All nodes that hold one epoch hold the same names and incarnations. */
public final class View {

    private static final Comparator<Member> BY_ID = Comparator.comparing(Member::id);
    private static final Comparator<Member> BY_INCARNATION = (a, b) -> Long.compare(a.incarnation(), b.incarnation());

    private final long epoch;
    private final long version;
    private final Member[] byId;
    private final Member[] byIncarnation;

    /** Both arrays hold the same members, each in its own order. */
    private View(long epoch, long version, Member[] byId, Member[] byIncarnation) {
        this.epoch = epoch;
        this.version = version;
        this.byId = byId;
        this.byIncarnation = byIncarnation;
    }

    /** A view of these members. */
    public static View of(long epoch, long version, List<Member> members) {
        Member[] sorted = members.toArray(Member[]::new);
        Arrays.sort(sorted, BY_ID);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i].id().equals(sorted[i - 1].id())) {
                throw new IllegalArgumentException("view %d holds %s twice".formatted(version, sorted[i].id()));
            }
        }
        Member[] byIncarnation = sorted.clone();
        Arrays.sort(byIncarnation, BY_INCARNATION);
        return new View(epoch, version, sorted, byIncarnation);
    }

    /** What a node holds before it has joined. */
    public static View empty() {
        return new View(0, 0, new Member[0], new Member[0]);
    }

    public long epoch() {
        return epoch;
    }

    public long version() {
        return version;
    }

    public int size() {
        return byId.length;
    }

    /** All members, ordered by name. */
    public List<Member> members() {
        return Collections.unmodifiableList(Arrays.asList(byId));
    }

    /** The member with this incarnation, or null. */
    public @Nullable Member member(long incarnation) {
        return find(byIncarnation, incarnation);
    }

    private static @Nullable Member find(Member[] byIncarnation, long incarnation) {
        int low = 0;
        int high = byIncarnation.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = byIncarnation[middle].incarnation();
            if (found == incarnation) {
                return byIncarnation[middle];
            }
            if (found < incarnation) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The member with this name, or null. */
    public @Nullable Member member(NodeId id) {
        int low = 0;
        int high = byId.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = byId[middle].id().compareTo(id);
            if (order == 0) {
                return byId[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The next view. Only the delta with the next version fits. */
    public View plus(ViewDelta delta) {
        if (delta.version() != version + 1) {
            throw new IllegalArgumentException(
                    "delta %d does not follow version %d".formatted(delta.version(), version));
        }
        Member[] nextById = byId.clone();
        Member[] nextByIncarnation = byIncarnation.clone();
        for (MemberChange change : delta.changes()) {
            switch (change) {
                case MemberChange.Joined(Member member) -> {
                    nextById = with(nextById, member, BY_ID);
                    nextByIncarnation = with(nextByIncarnation, member, BY_INCARNATION);
                }
                case MemberChange.Gone(long incarnation, var status, var cause) -> {
                    Member gone = require(nextByIncarnation, incarnation);
                    nextById = without(nextById, gone, BY_ID);
                    nextByIncarnation = without(nextByIncarnation, gone, BY_INCARNATION);
                }
                case MemberChange.Moved(long incarnation, var status, var cause, long sinceMillis) -> {
                    Member before = require(nextByIncarnation, incarnation);
                    Member after = before.in(status, cause, delta.version(), sinceMillis);
                    replace(nextById, nextByIncarnation, before, after);
                }
                case MemberChange.Readdressed(long incarnation, String address) -> {
                    Member before = require(nextByIncarnation, incarnation);
                    replace(nextById, nextByIncarnation, before, before.at(address));
                }
            }
        }
        return new View(delta.epoch(), delta.version(), nextById, nextByIncarnation);
    }

    // The arrays stay sorted all the time: a thousand nodes take every delta, and sorting anew was most of its cost.
    private static Member[] with(Member[] sorted, Member member, Comparator<Member> order) {
        int found = Arrays.binarySearch(sorted, member, order);
        if (found >= 0) {
            throw new IllegalArgumentException("%s is a member already".formatted(member.id()));
        }
        int at = -found - 1;
        Member[] next = new Member[sorted.length + 1];
        System.arraycopy(sorted, 0, next, 0, at);
        next[at] = member;
        System.arraycopy(sorted, at, next, at + 1, sorted.length - at);
        return next;
    }

    private static Member[] without(Member[] sorted, Member member, Comparator<Member> order) {
        int at = Arrays.binarySearch(sorted, member, order);
        Member[] next = new Member[sorted.length - 1];
        System.arraycopy(sorted, 0, next, 0, at);
        System.arraycopy(sorted, at + 1, next, at, sorted.length - at - 1);
        return next;
    }

    private static void replace(Member[] byId, Member[] byIncarnation, Member before, Member after) {
        byId[Arrays.binarySearch(byId, before, BY_ID)] = after;
        byIncarnation[Arrays.binarySearch(byIncarnation, before, BY_INCARNATION)] = after;
    }

    private static Member require(Member[] byIncarnation, long incarnation) {
        Member found = find(byIncarnation, incarnation);
        if (found == null) {
            throw new IllegalArgumentException("there is no member with incarnation " + incarnation);
        }
        return found;
    }

    /** A hash of names and incarnations: two views of one epoch must have the same. */
    public long membershipHash() {
        long hash = 0x9E3779B97F4A7C15L;
        for (Member member : byId) {
            hash = hash * 31 + member.id().hashCode();
            hash = hash * 31 + Long.hashCode(member.incarnation());
        }
        return hash;
    }

    @Override
    public String toString() {
        return "view %d of epoch %d, %d members".formatted(version, epoch, byId.length);
    }
}
