package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal.
 *
 * @param sequence Counts up by one over the whole life of the cluster.
 * @param version The state version after the entry that it belongs to.
 * @param epoch The epoch after that entry.
 * @param clusterMillis The cluster time of that entry.
 * @param wallMillis The leader's wall clock, for people.
 * @param id The name it is about, null if about the whole cluster.
 * @param incarnation The member it is about, 0 if none.
 * @param from The state before, null for a name that was not known.
 * @param to The state after, null for a name that is not known any more.
 * @param cause Why, null where {@code kind} says all.
 * @param evidence What led to it, for people, at most {@value EVIDENCE_MAX} characters.
 */
public record Event(
        long sequence,
        long version,
        long epoch,
        long clusterMillis,
        long wallMillis,
        Kind kind,
        @Nullable NodeId id,
        long incarnation,
        @Nullable MemberStatus from,
        @Nullable MemberStatus to,
        @Nullable Cause cause,
        String evidence) {

    /** The longest evidence; more is cut off. */
    public static final int EVIDENCE_MAX = 240;

    public Event {
        if (evidence.length() > EVIDENCE_MAX) {
            evidence = evidence.substring(0, EVIDENCE_MAX);
        }
    }

    /** The same line with the version and epoch that its entry came to. */
    Event at(long endVersion, long endEpoch) {
        return new Event(
                sequence,
                endVersion,
                endEpoch,
                clusterMillis,
                wallMillis,
                kind,
                id,
                incarnation,
                from,
                to,
                cause,
                evidence);
    }

    /** What sort of line it is. */
    public enum Kind {
        /** A member is in another state. */
        MOVED,
        /** Something was noted about a name, which stays in its state. */
        RECORDED,
        /** A join was refused; told once until the name is let in. */
        JOIN_REFUSED,
        /** The name can only be let in by an operator from now on. */
        OPERATOR_NEEDED,
        /** A name was struck off the books, by an operator or because the books were full. */
        FORGOTTEN,
        /** Removal stopped. */
        PROTECTION_BEGAN,
        /** Removal goes on, slowly, although too many are still gone. */
        PROTECTION_EXPIRED,
        /** Removal goes on. */
        PROTECTION_ENDED
    }
}
