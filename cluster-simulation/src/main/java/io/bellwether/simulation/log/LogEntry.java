package io.bellwether.simulation.log;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the log.
 *
 * @param term the term of the leader that appended it
 * @param command what to apply, or null for the entry with which a leader begins its term
 */
record LogEntry<C>(long term, @Nullable C command) {
    @Override
    public String toString() {
        return "term " + term + (command == null ? " (start of term)" : " " + command);
    }
}
