package io.bellwether.coordinator.journal;

import org.jspecify.annotations.Nullable;

/**
 * One line of the journal, as it is in snapshots.
 *
 * @param sequence Counts up by one over the whole life of the cluster.
 * @param index The log entry that caused it.
 * @param clusterMillis The cluster time of that entry.
 * @param wallMillis The wall clock of the leader that proposed it, for people.
 * @param type What sort of line it is, such as {@code member.moved}.
 * @param subject What it is about: a node, a key, a registration; empty if about the whole cluster.
 * @param epoch The epoch after the entry; 0 where members have no part in it.
 * @param version The version of the subject's state that it came to: the state version of the members, or the version of
 *     the configuration.
 * @param incarnation The member that it is about, 0 if none.
 * @param from The state before, null where there was none or it is of no interest.
 * @param to The state after, likewise.
 * @param cause Why, null where the type says all.
 * @param evidence What led to it, for people.
 */
public record JournalLine(
        long sequence,
        long index,
        long clusterMillis,
        long wallMillis,
        String type,
        String subject,
        long epoch,
        long version,
        long incarnation,
        @Nullable String from,
        @Nullable String to,
        @Nullable String cause,
        String evidence) {

    /** Whether it is of this type, or of this group of types: {@code member} takes {@code member.moved}. */
    public boolean isOf(String typeOrGroup) {
        return type.startsWith(typeOrGroup)
                && (type.length() == typeOrGroup.length() || type.charAt(typeOrGroup.length()) == '.');
    }
}
