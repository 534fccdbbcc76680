package io.bellwether.protocol.detector;

import io.bellwether.protocol.timing.TimingProfile;

/**
 * One edge as its owner sees it: when beats came, what the other side says of mine, and the verdict that follows.
 *
 * <p>The edge is bad when any of three things holds, and it is good again as soon as none does:
 *
 * <ul>
 *   <li>silence: no beat for longer than the floor while phi is over the threshold, or for longer than the cap;
 *   <li>loss: too many of the last sequence numbers are missing, those of outages left out; a number that is late by more
 *       than half of an interval is missing, or where one beat in five arrives nobody would know before the next one came;
 *   <li>deafness: the other side's last beat says that I am silent to it, or that it loses too many of my beats. What it
 *       says while in doubt does not count, nor does its verdict of deafness (two of them would hold each other; silence
 *       and loss are measured), nor anything within one cap after the start of the edge (it may not have heard of me
 *       yet).
 * </ul>
 *
 * A silence longer than the cap teaches the window nothing. If it was so long that the numbers missing in it would be a
 * verdict of loss by themselves, and the edge was well before and after it, it was an outage, and that is not loss.
 *
 * <p>The owner calls {@link #review} after each beat and at {@link #deadlineNanos}. Confined to one thread; a beat
 * allocates nothing.
 */
public final class Edge {

    /** Far enough away for "never", and near enough for a comparison by difference: 146 years. */
    private static final long NEVER_NANOS = 1L << 62;

    /** A new sample of jitter counts for a sixteenth, as in RTP (RFC 3550). */
    private static final int JITTER_SMOOTHING = 16;

    private final long heartbeatNanos;
    private final long floorNanos;
    private final long capNanos;
    private final double deviationsAtThreshold;

    private final ArrivalWindow window;
    private final LossWindow loss = new LossWindow();
    private final RoundTrip roundTrip = new RoundTrip();

    private final long startedNanos;
    private long latestNanos;
    private long lastHeardNanos;
    private long patienceNanos; // until the first beat the whole cap
    private long lossyAfterNanos; // the silence that makes the edge lossy, far away until the first beat
    private long newestEcho; // what the newest beat echoed, 0 if that is none of my numbers
    private boolean hearsMeBadly;
    private long jitterNanos;

    private EdgeVerdict verdict = EdgeVerdict.NEUTRAL;
    private long sinceNanos;
    private long deadlineNanos;

    public Edge(TimingProfile profile, long startedNanos) {
        heartbeatNanos = profile.heartbeat().toNanos();
        floorNanos = profile.silenceFloor().toNanos();
        capNanos = profile.silenceCap().toNanos();
        deviationsAtThreshold = Phi.deviationsAt(profile.phiThreshold());
        window = new ArrivalWindow(heartbeatNanos, capNanos);
        this.startedNanos = startedNanos;
        latestNanos = startedNanos;
        sinceNanos = startedNanos;
        patienceNanos = capNanos;
        lossyAfterNanos = NEVER_NANOS;
        hearAt(startedNanos);
    }

    /**
     * A direct beat came from the other side.
     *
     * @param sequence Its number on this edge, from 1.
     * @param echoSequence The highest of my numbers that the other side had heard, 0 if none.
     * @param echoMicros How long before it had heard that.
     * @param aboutMe What it thinks of the edge.
     * @param theirDoubt Whether it doubts itself.
     */
    public void beat(
            long sequence, long echoSequence, long echoMicros, EdgeVerdict aboutMe, boolean theirDoubt, long nowNanos) {
        advance(nowNanos);
        if (sequence < 1) {
            return; // no beat of ours has such a number
        }
        boolean late = sequence <= loss.newest();
        if (late && !startedAnew(echoSequence)) {
            // That it was sent is worth knowing; when it came, and what it says, is not.
            loss.add(sequence);
            lossyAfterNanos = lossyAfter();
            return;
        }
        count(sequence, nowNanos - lastHeardNanos, late || !everHeard());
        roundTrip.echo(echoSequence, echoMicros, nowNanos);
        newestEcho = roundTrip.wasSent(echoSequence) ? echoSequence : 0;
        boolean mayAccuse = nowNanos - startedNanos > capNanos && !theirDoubt;
        hearsMeBadly = mayAccuse && aboutMe.isHeardBadly();
        hearAt(nowNanos);
    }

    /** The number of the beat that is sent now. */
    public long nextSequence(long nowNanos) {
        advance(nowNanos);
        return roundTrip.send(nowNanos);
    }

    /** What to echo: the highest number heard, 0 if none. */
    public long echoSequence() {
        return loss.newest();
    }

    /** How long ago that was heard; as much as the field holds if longer, 0 if never. */
    public int echoMicros(long nowNanos) {
        return everHeard() ? (int) Math.min(silenceNanos(nowNanos) / 1_000, RoundTrip.HELD_MICROS_MAX) : 0;
    }

    /** Judges again, and says whether the verdict is another than before. */
    public boolean review(long nowNanos) {
        advance(nowNanos);
        EdgeVerdict judged = judge(nowNanos);
        deadlineNanos = nextChangeNanos(nowNanos);
        if (judged == verdict) {
            return false;
        }
        verdict = judged;
        sinceNanos = nowNanos;
        return true;
    }

    public EdgeVerdict verdict() {
        return verdict;
    }

    /** Since when the verdict stands. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** When silence alone changes the verdict; far away if it no longer can. Compare by difference. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Phi of the silence so far. Before the first beat it runs as if the start had been one. */
    public double phi(long nowNanos) {
        return Phi.phi((double) silenceNanos(nowNanos), window.meanNanos(), window.deviationNanos());
    }

    public boolean everHeard() {
        return loss.newest() > 0;
    }

    /** When the newest beat came; the start if none did. */
    public long lastHeardNanos() {
        return lastHeardNanos;
    }

    /** The smoothed time of a beat and its echo, -1 if not known. */
    public long roundTripNanos() {
        return roundTrip.smoothedNanos();
    }

    /** By how much gaps differ from what the numbers of their beats promise, smoothed. Loss alone is not jitter. */
    public long jitterNanos() {
        return jitterNanos;
    }

    /** The share of the last sequence numbers that is missing. */
    public double lossRatio() {
        return loss.ratio();
    }

    /** Whether a beat is late by more than half of its interval. Where none ever came none is expected. */
    public boolean overdue(long nowNanos) {
        return everHeard() && silenceNanos(nowNanos) > heartbeatNanos + heartbeatNanos / 2;
    }

    private EdgeVerdict judge(long nowNanos) {
        if (silenceNanos(nowNanos) > patienceNanos) {
            return EdgeVerdict.SILENT;
        }
        if (!everHeard()) {
            return EdgeVerdict.NEUTRAL;
        }
        if (silenceNanos(nowNanos) > lossyAfterNanos || loss.lossy()) {
            return EdgeVerdict.LOSSY;
        }
        return hearsMeBadly ? EdgeVerdict.DEAF : EdgeVerdict.GOOD;
    }

    /**
     * Whether a beat with a number that is not new proves that the other side has dropped the edge and taken it up
     * again, and so numbers from 1: it echoes a beat of mine that was sent after all that its higher numbers echo, and
     * within one life of an edge both count up together. Without this such an edge would be silent until the new
     * numbers had caught up with the old ones.
     */
    private boolean startedAnew(long echoSequence) {
        return echoSequence > newestEcho && roundTrip.wasSent(echoSequence);
    }

    /** Takes the number and the gap of the newest beat into the windows; nothing came before it if it is the first. */
    private void count(long sequence, long gapNanos, boolean first) {
        if (first) {
            loss.startAt(sequence);
        } else if (!window.learn(gapNanos)) {
            loss.resumeAt(sequence);
        } else {
            long steps = Math.min(sequence - loss.newest(), LossWindow.SEQUENCES);
            jitterNanos += (Math.abs(gapNanos - steps * heartbeatNanos) - jitterNanos) / JITTER_SMOOTHING;
            loss.add(sequence);
        }
        patienceNanos = patience();
        lossyAfterNanos = lossyAfter();
    }

    /**
     * The longest silence that is none yet. Phi rises with the lateness alone, so it is over the threshold exactly when
     * the lateness is over that of the threshold, and the moment is known as soon as the last beat has come.
     */
    private long patience() {
        long atThreshold = (long) (window.meanNanos() + deviationsAtThreshold * window.deviationNanos());
        return Math.min(Math.max(atThreshold, floorNanos), capNanos);
    }

    /** The silence in which enough numbers are overdue for a verdict of loss. */
    private long lossyAfter() {
        return loss.missingUntilLossy() * heartbeatNanos + heartbeatNanos / 2;
    }

    private void hearAt(long nowNanos) {
        lastHeardNanos = nowNanos;
        deadlineNanos = nextChangeNanos(nowNanos);
    }

    private long nextChangeNanos(long nowNanos) {
        long silence = silenceNanos(nowNanos);
        if (silence > patienceNanos) {
            return nowNanos + NEVER_NANOS;
        }
        boolean lossFirst = lossyAfterNanos < patienceNanos && silence <= lossyAfterNanos;
        return lastHeardNanos + (lossFirst ? lossyAfterNanos : patienceNanos) + 1;
    }

    private long silenceNanos(long nowNanos) {
        return notBackwards(nowNanos) - lastHeardNanos;
    }

    private void advance(long nowNanos) {
        latestNanos = notBackwards(nowNanos);
    }

    private long notBackwards(long nowNanos) {
        if (nowNanos - latestNanos < 0) {
            throw new IllegalStateException("time went backwards by %d ns".formatted(latestNanos - nowNanos));
        }
        return nowNanos;
    }
}
