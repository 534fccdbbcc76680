package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.detector.Edge;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.peers.phi.PhiDetector;
import io.bellwether.simulation.peers.phi.PhiSettings;
import java.util.ArrayList;
import java.util.List;

/** When one observer took its subject for dead: by mistake while it lived, and for good after its crash. */
final class Silences {

    /** One mistake. */
    record Span(long from, long to) {}

    private static final long NEVER = -1;
    /** Where the search for the crossing of a threshold ends. */
    private static final long SEARCH_NANOS = 100_000 * JitteryTrace.SECOND;

    private static final long MILLI = 1_000_000;

    final List<Span> mistakes = new ArrayList<>();
    long forGoodNanos;

    /** Our edge over a trace. */
    static Silences ofEdge(TimingProfile profile, JitteryTrace trace) {
        Silences silences = new Silences();
        Edge edge = new Edge(profile, 0);
        long since = NEVER;
        for (int i = 0; i < trace.size(); i++) {
            long now = trace.nanos(i);
            if (since == NEVER && edge.deadlineNanos() - now <= 0) {
                since = edge.deadlineNanos();
                edge.review(since);
            }
            edge.beat(trace.sequence(i), 0, 0, EdgeVerdict.GOOD, false, now);
            edge.review(now);
            if (edge.verdict().isBad()) {
                since = since == NEVER ? now : since;
            } else if (since != NEVER) {
                silences.add(trace, since, now);
                since = NEVER;
            }
        }
        silences.forGoodNanos = since == NEVER ? edge.deadlineNanos() : since;
        return silences;
    }

    /** Akka's detector over a trace. */
    static Silences ofPhi(PhiSettings settings, JitteryTrace trace) {
        Silences silences = new Silences();
        PhiDetector detector = new PhiDetector(settings);
        long heard = 0;
        for (int i = 0; i < trace.size(); i++) {
            long now = trace.nanos(i);
            if (detector.isMonitoring() && !detector.isAvailable(now)) {
                silences.add(trace, crossing(detector, heard, now), now);
            }
            detector.heartbeat(now);
            heard = now;
        }
        silences.forGoodNanos = crossing(detector, heard, heard + SEARCH_NANOS);
        return silences;
    }

    /** The first millisecond at which the subject is no more available: it is not at {@code to}. */
    private static long crossing(PhiDetector detector, long from, long to) {
        long low = from;
        long high = to;
        while (high - low > MILLI) {
            long middle = low + (high - low) / 2;
            if (detector.isAvailable(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private void add(JitteryTrace trace, long from, long to) {
        if (trace.counts(from)) {
            mistakes.add(new Span(from, to));
        }
    }
}
