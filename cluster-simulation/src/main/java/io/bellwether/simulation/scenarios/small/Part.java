package io.bellwether.simulation.scenarios.small;

/** The kinds of trouble that are tried exhaustively, and up to which size. */
enum Part {
    CRASHES("crashes", 12),
    LINKS("links", 12),
    SPLITS("splits", 8),
    THREE_WAY("three-way", 7),
    BRIDGES("bridges", 7),
    SERVICES("services", 12);

    private final String word;
    private final int nodesMax;

    Part(String word, int nodesMax) {
        this.word = word;
        this.nodesMax = nodesMax;
    }

    /** As options and names write it. */
    String word() {
        return word;
    }

    /** Members in its largest cluster. */
    int nodesMax() {
        return nodesMax;
    }
}
