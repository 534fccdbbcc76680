package io.bellwether.protocol.detector;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.bellwether.protocol.timing.TimingProfile;

/** An edge with a hand on its time and on the other side. */
final class EdgeDriver {

    final Edge edge;
    final long beatNanos;
    long now;
    long sequence;

    EdgeDriver(TimingProfile profile, long startedNanos) {
        edge = new Edge(profile, startedNanos);
        beatNanos = profile.heartbeat().toNanos();
        now = startedNanos;
    }

    EdgeDriver(TimingProfile profile) {
        this(profile, 0);
    }

    EdgeDriver() {
        this(TimingProfile.DEFAULT);
    }

    /** An edge of the default profile that has been good for a while, beats even like a metronome's. */
    static EdgeDriver steady() {
        return new EdgeDriver().hear(2 * ArrivalWindow.GAPS_MAX);
    }

    /** Lets time pass, and reviews at its end. */
    EdgeVerdict pass(long nanos) {
        now += nanos;
        edge.review(now);
        return edge.verdict();
    }

    EdgeVerdict passMillis(long millis) {
        return pass(MILLISECONDS.toNanos(millis));
    }

    /** Beats, each one interval after the last. */
    EdgeDriver hear(int beats) {
        for (int i = 0; i < beats; i++) {
            hearAfter(beatNanos);
        }
        return this;
    }

    EdgeVerdict hearAfter(long gapNanos) {
        now += gapNanos;
        return hearNow(++sequence, EdgeVerdict.GOOD, false);
    }

    /** A beat that is sent and never arrives. */
    EdgeDriver lose(int beats) {
        now += beats * beatNanos;
        sequence += beats;
        return this;
    }

    /** The next beat, one interval later, says this of me. */
    EdgeVerdict hearThat(EdgeVerdict aboutMe) {
        now += beatNanos;
        return hearNow(++sequence, aboutMe, false);
    }

    EdgeVerdict hearThatInDoubt(EdgeVerdict aboutMe) {
        now += beatNanos;
        return hearNow(++sequence, aboutMe, true);
    }

    /** A beat with any number, now. */
    EdgeVerdict hearNumber(long number) {
        return hearNow(number, EdgeVerdict.GOOD, false);
    }

    private EdgeVerdict hearNow(long number, EdgeVerdict aboutMe, boolean theirDoubt) {
        edge.beat(number, 0, 0, aboutMe, theirDoubt, now);
        edge.review(now);
        return edge.verdict();
    }
}
