package io.bellwether.protocol.state;

import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;

/**
 * The numbers by which the replicated state decides. All replicas must have the same; all durations run on cluster
 * time.
 *
 * @param stabilization How long a member that came back stays RECOVERING.
 * @param leaving How long a member that said good-bye is shown as LEAVING before it has LEFT.
 * @param lossPoints What one UNREACHABLE costs.
 * @param crashPoints What a crash costs that was too short to be seen as UNREACHABLE.
 * @param quarantinePoints From here on a name is in quarantine.
 * @param reusePoints Below this it can be let in again.
 * @param pointsMax More are not counted, so that the wait has a bound.
 * @param halfLife After this long, half the points are left.
 * @param backOff The wait of the first quarantine; it doubles with each.
 * @param backOffMax The longest wait before jitter.
 * @param backOffJitter The most that is added to a wait, as a share of it.
 * @param tries Quarantines after which only an operator lets the name in.
 * @param triesForgotten After this long without a further loss, quarantines count from zero again.
 * @param groupMin A zone with as many members is a group for the governor; smaller ones are counted together.
 * @param goneMin With fewer members of a group gone, removal never stops.
 * @param goneWindow How long a removed member still counts as gone, so that a slow collapse is seen too.
 * @param protectionClear How long the condition must be over before protection ends.
 * @param protectionExpiry After this long, removal goes on slowly.
 * @param removalGap The time between two removals then.
 * @param orderMax The longest time to live of an operator's order.
 * @param membersMax The most members; more are refused.
 * @param namesMax The most names of former members; above it those with the fewest points are forgotten.
 */
public record StateRules(
        Duration stabilization,
        Duration leaving,
        double lossPoints,
        double crashPoints,
        double quarantinePoints,
        double reusePoints,
        double pointsMax,
        Duration halfLife,
        Duration backOff,
        Duration backOffMax,
        double backOffJitter,
        int tries,
        Duration triesForgotten,
        int groupMin,
        int goneMin,
        Duration goneWindow,
        Duration protectionClear,
        Duration protectionExpiry,
        Duration removalGap,
        Duration orderMax,
        int membersMax,
        int namesMax) {

    /** For this profile the times of damping below are as agreed; others scale them by their stabilisation period. */
    private static final Duration REFERENCE_STABILIZATION = TimingProfile.DEFAULT.stabilization();

    public StateRules {
        positive("stabilization", stabilization);
        positive("leaving", leaving);
        positive("halfLife", halfLife);
        positive("backOff", backOff);
        positive("goneWindow", goneWindow);
        positive("protectionClear", protectionClear);
        positive("protectionExpiry", protectionExpiry);
        positive("removalGap", removalGap);
        positive("orderMax", orderMax);
        if (backOffMax.compareTo(backOff) < 0) {
            throw new IllegalArgumentException(
                    "backOffMax must be >= backOff %s, got %s".formatted(backOff, backOffMax));
        }
        if (!(reusePoints > 0 && reusePoints < quarantinePoints && quarantinePoints <= pointsMax)) {
            throw new IllegalArgumentException("points must be 0 < reuse < quarantine <= max, got %s, %s, %s"
                    .formatted(reusePoints, quarantinePoints, pointsMax));
        }
        if (membersMax < 1 || namesMax < 1 || tries < 1 || groupMin < 1 || goneMin < 1) {
            throw new IllegalArgumentException(
                    "limits must be >= 1, got membersMax %d, namesMax %d, tries %d, groupMin %d, goneMin %d"
                            .formatted(membersMax, namesMax, tries, groupMin, goneMin));
        }
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("%s must be > 0, got %s".formatted(name, duration));
        }
    }

    /**
     * The agreed numbers. Damping scales with the stabilisation period, because it measures how often a member comes
     * and goes, and a profile sets how fast it can: beats of 30 s never see two losses within 90 s. The times of
     * protection do not scale: they are given to people, who are as fast in every profile.
     */
    public static StateRules of(TimingProfile profile) {
        return new StateRules(
                profile.stabilization(),
                Duration.ofNanos(profile.reportCountsNanos()),
                1000,
                500,
                1800,
                750,
                3000,
                scaled(Duration.ofMinutes(5), profile),
                scaled(Duration.ofSeconds(30), profile),
                scaled(Duration.ofMinutes(10), profile),
                0.2,
                6,
                scaled(Duration.ofHours(1), profile),
                4,
                3,
                Duration.ofMinutes(5),
                profile.failureTimeout(),
                Duration.ofMinutes(5),
                Duration.ofSeconds(10),
                Duration.ofDays(30),
                4096,
                8192);
    }

    private static Duration scaled(Duration agreed, TimingProfile profile) {
        return agreed.multipliedBy(profile.stabilization().toMillis()).dividedBy(REFERENCE_STABILIZATION.toMillis());
    }
}
