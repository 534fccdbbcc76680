package io.bellwether.simulation.log;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What a scenario may do to one replica beyond crashes and the network. It lives outside the program, so it stays as it
 * is over restarts; all knobs may be turned at any time, and chance comes from the machine.
 */
public final class LogFaults {

    private boolean loseLeadership;
    private long proposalDelayNanos;
    private double refusedRatio;
    private double repeatedRatio;
    private boolean commitsHeld;

    /** Where this replica leads, it steps down at its next heartbeat and sits out the next election. */
    public void loseLeadership() {
        loseLeadership = true;
    }

    /** Proposals made from now on wait this long before they enter the log, in order. */
    public void delayProposals(Duration delay) {
        proposalDelayNanos = delay.toNanos();
    }

    /** Of the proposals this share fails at once. */
    public void refuseProposals(double ratio) {
        refusedRatio = checked(ratio);
    }

    /** Of the proposals this share enters the log twice; the second carries no ticket. */
    public void repeatProposals(double ratio) {
        repeatedRatio = checked(ratio);
    }

    /** While held, a follower hands over nothing; as a leader it catches up first, whatever this says. */
    public void holdCommits(boolean held) {
        commitsHeld = held;
    }

    /** Whether to step down now; asked once per call. */
    boolean takeLostLeadership() {
        boolean lost = loseLeadership;
        loseLeadership = false;
        return lost;
    }

    long proposalDelayNanos() {
        return proposalDelayNanos;
    }

    boolean refuses(RandomGenerator random) {
        return happens(refusedRatio, random);
    }

    boolean repeats(RandomGenerator random) {
        return happens(repeatedRatio, random);
    }

    boolean holdsCommits() {
        return commitsHeld;
    }

    // Draws nothing while the knob is at zero, so that a run without faults is the same run as without this class.
    private static boolean happens(double ratio, RandomGenerator random) {
        return ratio > 0 && random.nextDouble() < ratio;
    }

    private static double checked(double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("ratio must be in 0 to 1, got " + ratio);
        }
        return ratio;
    }
}
