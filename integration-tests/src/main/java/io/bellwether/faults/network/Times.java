package io.bellwether.faults.network;

import io.bellwether.faults.harness.Profile;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;

/** How long a fault lasts and what may take how long, for a profile. */
record Times(TimingProfile timing) {

    /** Of the issue: whole within this after a heal, in every profile. */
    static final Duration WHOLE = Duration.ofSeconds(10);

    /** Half a cycle of a link that flips, of the issue. */
    static final Duration FLIP = Duration.ofSeconds(5);

    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final int LOSS_WINDOW = 15;

    static Times of(Profile profile) {
        return new Times(profile.timing());
    }

    /** Long enough for whoever is gone to be removed. */
    Duration cut() {
        return timing.failureTimeout().plus(timing.silenceCap()).plus(SLACK.multipliedBy(3));
    }

    /** Long enough for everybody who would be moved wrongly. */
    Duration shortCut() {
        return timing.silenceCap().plus(SLACK.multipliedBy(3));
    }

    /** Without a majority everybody is read-only after two upper elections, or what evidence takes to travel. */
    Duration readOnly() {
        return Duration.ofNanos(timing.leaseFreshNanos()).plus(SLACK);
    }

    /** A new leader that has carried out a write. */
    Duration failover() {
        return timing.electionMax().multipliedBy(2).plus(SLACK);
    }

    /** Somebody who is not heard. */
    Duration silent() {
        return timing.silenceCap().plus(SLACK).plus(SLACK.dividedBy(2));
    }

    /** Somebody who speaks but does not hear: its own silence, then a second opinion. */
    Duration deaf() {
        return timing.silenceCap().multipliedBy(2).plus(SLACK.multipliedBy(2));
    }

    /** Somebody of whom one packet in five comes through; of the simulator. */
    Duration lossy() {
        return Duration.ofSeconds(15);
    }

    /** Back in every view: what was lost has left the window, and three beats were good. */
    Duration back() {
        return timing.heartbeat().multipliedBy(LOSS_WINDOW + 5).plus(SLACK.multipliedBy(3));
    }
}
