package io.bellwether.it.boards;

import java.util.List;

/** Numbers that are words, and the colours of both. */
record Words(List<Word> words) {

    /** One value.
     * @param colour A name that Grafana's themes know. */
    record Word(int value, String text, String colour) {}

    /** As {@code cluster_member_state} tells it; docs/metrics.md. */
    static final Words STATES = of(
            new Word(0, "joining", "light-blue"),
            new Word(1, "healthy", "green"),
            new Word(2, "degraded", "yellow"),
            new Word(3, "recovering", "blue"),
            new Word(4, "unreachable", "red"),
            new Word(5, "quarantined", "dark-red"),
            new Word(6, "draining", "light-purple"),
            new Word(7, "maintenance", "purple"),
            new Word(8, "leaving", "text"));

    /** As {@code cluster_edge_state} tells it. */
    static final Words EDGES = of(
            new Word(0, "good", "green"),
            new Word(1, "lossy", "yellow"),
            new Word(2, "deaf", "orange"),
            new Word(3, "silent", "red"));

    /** As {@code raft_node_state} tells it. */
    static final Words ROLES = of(
            new Word(0, "down", "red"),
            new Word(1, "follower", "blue"),
            new Word(2, "candidate", "yellow"),
            new Word(3, "leader", "green"));

    static final Words REACHED = of(new Word(0, "no", "red"), new Word(1, "yes", "green"));

    static final Words READ_ONLY = of(new Word(0, "no", "green"), new Word(1, "yes", "orange"));

    static final Words QUORUM = of(
            new Word(-1, "no coordinator answers", "red"),
            new Word(0, "no: read-only", "red"),
            new Word(1, "yes", "green"));

    static final Words PROTECTION = of(new Word(0, "off", "green"), new Word(1, "removal stopped", "red"));

    /** Made by the boards themselves of whether a process is scraped and what it says of its mode. */
    static final Words MODES =
            of(new Word(0, "not reached", "red"), new Word(1, "writes", "green"), new Word(2, "read-only", "orange"));

    Words {
        words = List.copyOf(words);
    }

    private static Words of(Word... words) {
        return new Words(List.of(words));
    }
}
