package io.bellwether.coordinator.host;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who was last heard when, by whom: the newest report of every member, to be shown. The authority decides by its own
 * books. Written by the loop, read by all.
 */
final class Sightings {

    /** The most senders; there are no more members. */
    static final int SENDERS_MAX = 4_096;

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final Map<Long, Sighting> bySender = new ConcurrentHashMap<>();

    /** A report, and when it was written by this process's clock. */
    record Sighting(Message.Report report, long writtenNanos) {}

    void take(long from, Message message, long nowNanos) {
        switch (message) {
            case Message.Report report -> put(from, report, nowNanos);
            case Message.Relay(var reports) ->
                reports.forEach(
                        held -> put(held.sender(), held.report(), nowNanos - held.ageMillis() * NANOS_PER_MILLI));
            default -> {
                // Says nothing about beats.
            }
        }
    }

    private void put(long sender, Message.Report report, long writtenNanos) {
        Sighting before = bySender.get(sender);
        boolean newer = before == null ? bySender.size() < SENDERS_MAX : report.sequence() > before.report.sequence();
        if (newer) {
            bySender.put(sender, new Sighting(report, writtenNanos));
        }
    }

    /** Forgets whoever is no member. */
    void retain(View view) {
        bySender.keySet().removeIf(sender -> view.member(sender) == null);
    }

    /** How long ago somebody heard a beat of this member last, in nanoseconds, if anybody did. */
    OptionalLong silentNanos(long subject, long nowNanos) {
        long best = Long.MAX_VALUE;
        for (Map.Entry<Long, Sighting> each : bySender.entrySet()) {
            Sighting sighting = each.getValue();
            long sinceReport = nowNanos - sighting.writtenNanos;
            if (each.getKey() == subject) {
                // Its own report got here, which is as good as a beat.
                best = Math.min(best, sinceReport);
            }
            for (EdgeReport edge : sighting.report.edges()) {
                if (edge.subject() == subject && edge.lastBeatMillis() != EdgeReport.NEVER) {
                    best = Math.min(best, sinceReport + edge.lastBeatMillis() * NANOS_PER_MILLI);
                }
            }
        }
        return best == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.max(0, best));
    }

    /** The score in its last report, if that is younger than this. */
    OptionalInt score(long subject, long youngerThanNanos, long nowNanos) {
        Sighting sighting = bySender.get(subject);
        return sighting == null || nowNanos - sighting.writtenNanos > youngerThanNanos
                ? OptionalInt.empty()
                : OptionalInt.of(sighting.report.score());
    }

    /** Which state its last report said that it holds, null if there is none. */
    Observations.@Nullable Held held(long subject, long nowNanos) {
        Sighting sighting = bySender.get(subject);
        return sighting == null
                ? null
                : new Observations.Held(
                        sighting.report.version(), Math.max(0, nowNanos - sighting.writtenNanos) / NANOS_PER_MILLI);
    }

    /** Observers whose last report names this member. */
    long observers(long subject) {
        return bySender.values().stream()
                .filter(each -> each.report.edges().stream().anyMatch(edge -> edge.subject() == subject))
                .count();
    }
}
