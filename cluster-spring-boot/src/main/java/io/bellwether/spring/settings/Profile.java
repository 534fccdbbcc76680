package io.bellwether.spring.settings;

import io.bellwether.protocol.timing.TimingProfile;

/** The timing profiles by the names that people write. */
public enum Profile {
    /** One rack, and tests. */
    FAST,
    /** What most clusters want. */
    DEFAULT,
    /** Noisy neighbours, shared machines. */
    STEADY,
    /** Links that come and go. */
    WAN;

    TimingProfile timing() {
        return switch (this) {
            case FAST -> TimingProfile.FAST;
            case DEFAULT -> TimingProfile.DEFAULT;
            case STEADY -> TimingProfile.STEADY;
            case WAN -> TimingProfile.WAN;
        };
    }
}
