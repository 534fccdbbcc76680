package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Profile;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Duration;

/**
 * What is promised, for a profile. In the default profile these are the numbers of the design; what grows with the profile is
 * taken from it, and what does not (gathering verdicts, a commit, telling everybody) stays as it is.
 */
public final class Bounds {

    private static final Duration AGREEING = Duration.ofSeconds(1);
    private static final Duration AGREEING_WORST = Duration.ofMillis(1_500);
    private static final Duration FLIGHT = Duration.ofMillis(100);
    private static final int REMOVAL_BEATS = 10;

    private final TimingProfile timing;

    private Bounds(TimingProfile timing) {
        this.timing = timing;
    }

    public static Bounds of(Profile profile) {
        return new Bounds(profile.timing());
    }

    TimingProfile timing() {
        return timing;
    }

    /** From the kill until somebody suspects: 4 s, fast 1.6 s. */
    Duration suspected() {
        return timing.silenceFloor().plus(AGREEING);
    }

    /** From the kill until UNREACHABLE stands in every view, in the middle of many: 4 s, fast 1.6 s. */
    Duration unreachableMedian() {
        return timing.silenceFloor().plus(AGREEING);
    }

    /** The same at worst: 6 s, fast 2.5 s. */
    Duration unreachableWorst() {
        return timing.silenceCap().plus(AGREEING_WORST);
    }

    /**
     * From the last beat until REMOVED, at least: 15 s, fast 4 s, less what the measure itself is wrong by. When the last beat
     * was is told by ages that do not grow in flight, so it seems a little later than it was.
     */
    Duration removedEarliest() {
        return timing.failureTimeout().minus(FLIGHT);
    }

    /** From the kill until REMOVED in every view, at most: 25 s, fast 6 s. */
    Duration removedLatest() {
        return timing.failureTimeout().plus(timing.heartbeat().multipliedBy(REMOVAL_BEATS));
    }

    /** From SIGCONT until everybody has it back: a way back is proven for three beats, then agreed, then told. */
    Duration back() {
        return timing.heartbeat().multipliedBy(5).plus(AGREEING_WORST);
    }

    /** From the kill of a leader until another one has carried out a write: 5 s, fast 2.2 s. */
    Duration failover() {
        return timing.electionMax().multipliedBy(2).plus(AGREEING);
    }

    /** From the loss of the majority until a write is answered with 503: 2 s, fast 0.6 s. */
    Duration refusing() {
        return timing.electionMax();
    }

    /** From the loss of the majority until the leader has stepped down: 4 s, fast 1.2 s. */
    Duration steppedDown() {
        return timing.electionMax().multipliedBy(2);
    }

    /** How long processes are stopped: the times of the promise in the default profile, about a fifth of them in fast. */
    Stops stops() {
        return timing.equals(TimingProfile.DEFAULT)
                ? new Stops(seconds(2), seconds(10), seconds(30), 20, seconds(6), seconds(4))
                : new Stops(
                        timing.silenceFloor().multipliedBy(2).dividedBy(3),
                        timing.silenceCap().multipliedBy(5).dividedBy(2),
                        removedLatest().plus(seconds(2)),
                        10,
                        timing.heartbeat().multipliedBy(6),
                        timing.heartbeat().multipliedBy(4));
    }

    /**
     * How long a process is stopped.
     *
     * @param unnoticed So shortly that nobody may suspect it.
     * @param suspected So long that it is UNREACHABLE, and not removed.
     * @param removed So long that it is removed.
     * @param cycles How often it is stopped and continued in a row.
     * @param cycleStop In each of these cycles.
     * @param cycleRun And runs between two of them.
     */
    record Stops(
            Duration unnoticed,
            Duration suspected,
            Duration removed,
            int cycles,
            Duration cycleStop,
            Duration cycleRun) {}

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
