package io.bellwether.spring.settings;

import io.bellwether.protocol.timing.TimingProfile;

/** The timing profiles by the names that people write. */
public enum Profile {
    /** One rack, and tests. */
    FAST(TimingProfile.FAST),
    /** What most clusters want. */
    DEFAULT(TimingProfile.DEFAULT),
    /** Noisy neighbours, shared machines. */
    STEADY(TimingProfile.STEADY),
    /** Links that come and go. */
    WAN(TimingProfile.WAN);

    private final TimingProfile timing;

    Profile(TimingProfile timing) {
        this.timing = timing;
    }

    TimingProfile timing() {
        return timing;
    }
}
