package io.bellwether.simulation.log;

import java.util.List;

/**
 * What replicas say to each other. Every answer carries back the {@code sentNanos} of its question, in the clock of who
 * asked: an answer proves that the other was there after the question was sent, not when the answer came.
 */
sealed interface LogMessage {
    /** Head of any message on the wire, roughly: type, term, two indexes, two terms, stamp. */
    int HEAD_BYTES = 64;

    /** What one entry is taken for; the real size of a command is known to its codec only. */
    int ENTRY_BYTES = 200;

    /** What it would take on the wire. */
    default int bytes() {
        return HEAD_BYTES;
    }

    /**
     * Asks for a vote.
     *
     * @param term the term to lead; in a trial the one that would be stood for
     * @param trial pre-vote (Ongaro's thesis, 9.6): would you vote for me? Binds nobody and raises no term
     */
    record AskVote(long term, boolean trial, long lastIndex, long lastTerm, long sentNanos) implements LogMessage {}

    /**
     * Answers {@link AskVote}.
     *
     * @param term the term asked for when a trial is granted, otherwise the voter's own
     */
    record Vote(long term, boolean trial, boolean granted, long sentNanos) implements LogMessage {}

    /** Entries that follow {@code previousIndex}, or none: then a heartbeat. */
    record Append<C>(
            long term,
            long previousIndex,
            long previousTerm,
            List<LogEntry<C>> entries,
            long commitIndex,
            long sentNanos)
            implements LogMessage {
        @Override
        public int bytes() {
            return HEAD_BYTES + ENTRY_BYTES * entries.size();
        }
    }

    /**
     * Answers {@link Append}.
     *
     * @param index when it fitted: the log equals the leader's up to here; otherwise: it may up to here
     */
    record Appended(long term, boolean fits, long index, long sentNanos) implements LogMessage {}
}
