package io.bellwether.protocol.monitoring;

import io.bellwether.protocol.membership.Member;
import org.jspecify.annotations.Nullable;

/** One name in the graph. It outlives a restart: the next life of the name takes the place with all its edges. */
final class Place {

    private final long nameHash;
    private Member member;
    private Wish wish = Wish.NONE;
    private boolean left;

    /** The neighbours at {@link #knownAt}; the graph counts its changes and asks anew when that is not the last one. */
    private @Nullable Neighbours known;

    private long knownAt = -1;

    Place(Member member) {
        this.member = member;
        this.nameHash = RingHash.ofName(member.id().name());
    }

    Member member() {
        return member;
    }

    void takenOverBy(Member next) {
        member = next;
    }

    void leave() {
        left = true;
    }

    boolean hasLeft() {
        return left;
    }

    long onRing(int ring) {
        return RingHash.onRing(ring, nameHash);
    }

    Wish wish() {
        return wish;
    }

    void wishes(Wish newWish) {
        wish = newWish;
    }

    /** Whether both are known to be in zones, and in different ones. Of a member without a zone nobody knows. */
    boolean isOutside(Place other) {
        return !member.zone().isEmpty()
                && !other.member.zone().isEmpty()
                && !member.zone().equals(other.member.zone());
    }

    @Nullable
    Neighbours knownAt(long change) {
        return knownAt == change ? known : null;
    }

    void remember(Neighbours neighbours, long change) {
        known = neighbours;
        knownAt = change;
    }
}
