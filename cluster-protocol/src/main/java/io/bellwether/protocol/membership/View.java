package io.bellwether.protocol.membership;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All members at one state version, immutable. All nodes that hold one epoch hold the same names and incarnations. */
public final class View {

    private static final Comparator<Member> BY_ID = Comparator.comparing(Member::id);

    private final long epoch;
    private final long version;
    private final Member[] byId;
    private final Member[] byIncarnation;

    private View(long epoch, long version, Member[] byId) {
        this.epoch = epoch;
        this.version = version;
        this.byId = byId;
        this.byIncarnation = byId.clone();
        Arrays.sort(byIncarnation, (a, b) -> Long.compare(a.incarnation(), b.incarnation()));
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
        return new View(epoch, version, sorted);
    }

    /** What a node holds before it has joined. */
    public static View empty() {
        return new View(0, 0, new Member[0]);
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
        List<Member> next = new ArrayList<>(Arrays.asList(byId));
        for (MemberChange change : delta.changes()) {
            switch (change) {
                case MemberChange.Joined(Member member) -> next.add(member);
                case MemberChange.Gone(long incarnation, var status, var cause) ->
                    next.removeIf(member -> member.incarnation() == incarnation);
                case MemberChange.Moved(long incarnation, var status, var cause, long sinceMillis) ->
                    next.replaceAll(member -> member.incarnation() == incarnation
                            ? member.in(status, cause, delta.version(), sinceMillis)
                            : member);
            }
        }
        return of(delta.epoch(), delta.version(), next);
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
