package io.bellwether.faults.harness;

import io.bellwether.protocol.timing.TimingProfile;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How fast the cluster that is broken goes, by the names that {@code cluster.profile} takes. */
public enum Profile {
    FAST,
    DEFAULT;

    /** The times that promises are made of. */
    public TimingProfile timing() {
        return switch (this) {
            case FAST -> TimingProfile.FAST;
            case DEFAULT -> TimingProfile.DEFAULT;
        };
    }

    /** As settings and options spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile of that name; the message of the exception lists those there are. */
    public static Profile of(String word) {
        return Arrays.stream(values())
                .filter(profile -> profile.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no profile '%s', there are %s"
                        .formatted(
                                word,
                                Arrays.stream(values()).map(Profile::word).collect(Collectors.joining(" and ")))));
    }
}
