package io.bellwether.cli.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The times that a member runs by, as far as they matter here: those of its profile, but for what was set alone.
 *
 * @param profile Its name.
 */
public record Timing(
        String profile,
        Duration heartbeat,
        Duration silenceFloor,
        Duration silenceCap,
        Duration failureTimeout,
        Duration electionMin,
        double phiThreshold,
        int fanout) {

    public static final Timing FAST = of("fast", 200, 600, 1_000, 4_000, 300);
    public static final Timing DEFAULT = of("default", 1_000, 3_000, 4_500, 15_000, 1_000);
    public static final Timing STEADY = of("steady", 1_000, 5_000, 7_000, 20_000, 3_000);
    public static final Timing WAN = of("wan", 30_000, 60_000, 90_000, 180_000, 3_000);

    static final String PROFILE = "cluster.profile";
    static final String FAILURE_TIMEOUT = "cluster.failure.timeout";
    static final String PHI_THRESHOLD = "cluster.failure.phi-threshold";
    static final String FANOUT = "cluster.gossip.fanout";

    private static final double PHI = 8.0;
    private static final int FANOUT_USUAL = 3;

    private static Timing of(String name, long heartbeat, long floor, long cap, long failure, long election) {
        return new Timing(
                name,
                Duration.ofMillis(heartbeat),
                Duration.ofMillis(floor),
                Duration.ofMillis(cap),
                Duration.ofMillis(failure),
                Duration.ofMillis(election),
                PHI,
                FANOUT_USUAL);
    }

    /** That of a profile; the default where there is none of that name. */
    static Timing of(String profile) {
        return List.of(FAST, DEFAULT, STEADY, WAN).stream()
                .filter(timing -> timing.profile().equals(profile.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(DEFAULT);
    }

    /** What a process runs by that was told this. */
    static Timing told(Function<String, Optional<String>> setting) {
        var profile = of(setting.apply(PROFILE).orElse(DEFAULT.profile()));
        return new Timing(
                profile.profile(),
                time(setting, "cluster.heartbeat.interval", profile.heartbeat()),
                time(setting, "cluster.failure.silence-floor", profile.silenceFloor()),
                time(setting, "cluster.failure.silence-cap", profile.silenceCap()),
                time(setting, FAILURE_TIMEOUT, profile.failureTimeout()),
                time(setting, "cluster.raft.election-min", profile.electionMin()),
                setting.apply(PHI_THRESHOLD)
                        .or(() -> setting.apply("phi.threshold"))
                        .map(text -> Told.number(text).orElse(PHI))
                        .orElse(PHI),
                setting.apply(FANOUT)
                        .map(text -> (int) Told.whole(text).orElse(FANOUT_USUAL))
                        .orElse(FANOUT_USUAL));
    }

    private static Duration time(Function<String, Optional<String>> setting, String name, Duration otherwise) {
        return setting.apply(name).map(text -> Told.duration(text, otherwise)).orElse(otherwise);
    }
}
