package io.bellwether.simulation.scenarios.links;

import io.bellwether.simulation.network.Network;

/** What is wrong with one link or with all links of one machine. */
enum LinkCase {
    DEAD_LINK("dead link", true),
    ONE_WAY_LINK("one-way link", true),
    LOSSY_LINK("lossy link", true),
    DEAF("deaf service", false),
    MUTE("mute service", false),
    DEAF_FOLLOWER("deaf follower", false),
    MUTE_FOLLOWER("mute follower", false),
    DEAF_LEADER("deaf leader", false),
    MUTE_LEADER("mute leader", false);

    private static final double LOSSY_RATIO = 0.8;

    private final String words;
    private final boolean link;

    LinkCase(String words, boolean link) {
        this.words = words;
        this.link = link;
    }

    String words() {
        return words;
    }

    /** Whether one link alone is bad: nobody is ill then. */
    boolean isLink() {
        return link;
    }

    boolean isLeader() {
        return this == DEAF_LEADER || this == MUTE_LEADER;
    }

    boolean isFollower() {
        return this == DEAF_FOLLOWER || this == MUTE_FOLLOWER;
    }

    /** Makes it so. Where only one machine is bad the other one does not matter. */
    void begin(Network network, int machine, int other) {
        switch (this) {
            case DEAD_LINK -> {
                network.cut(machine, other);
                network.cut(other, machine);
            }
            case ONE_WAY_LINK -> network.cut(machine, other);
            case LOSSY_LINK -> {
                network.loss(machine, other, LOSSY_RATIO);
                network.loss(other, machine, LOSSY_RATIO);
            }
            case DEAF, DEAF_FOLLOWER, DEAF_LEADER -> network.lossIn(machine, 1);
            case MUTE, MUTE_FOLLOWER, MUTE_LEADER -> network.lossOut(machine, 1);
        }
    }
}
