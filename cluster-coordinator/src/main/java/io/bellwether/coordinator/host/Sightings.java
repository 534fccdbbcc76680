package io.bellwether.coordinator.host;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message;
import java.util.HashMap;
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

    /**
     * What all last reports together say of one member.
     *
     * @param silentNanos How long ago somebody heard a beat of it last; its own report got here, which is as good as one.
     * @param observers How many of them name it.
     */
    record Heard(OptionalLong silentNanos, int observers) {

        /** Of whom nobody says anything. */
        static final Heard NOTHING = new Heard(OptionalLong.empty(), 0);

        private Heard heardSince(long nanos) {
            long sooner = Math.max(0, Math.min(silentNanos.orElse(Long.MAX_VALUE), nanos));
            return new Heard(OptionalLong.of(sooner), observers);
        }

        private Heard byOneMore() {
            return new Heard(silentNanos, observers + 1);
        }
    }

    /** What is said of everybody of whom anything is said, by one way through all reports. */
    Map<Long, Heard> heard(long nowNanos) {
        Map<Long, Heard> heard = new HashMap<>();
        bySender.forEach((sender, sighting) -> {
            long sinceReport = nowNanos - sighting.writtenNanos;
            heard.merge(sender, Heard.NOTHING.heardSince(sinceReport), (old, own) -> old.heardSince(sinceReport));
            for (EdgeReport edge : sighting.report.edges()) {
                Heard named = heard.getOrDefault(edge.subject(), Heard.NOTHING).byOneMore();
                heard.put(
                        edge.subject(),
                        edge.lastBeatMillis() == EdgeReport.NEVER
                                ? named
                                : named.heardSince(sinceReport + edge.lastBeatMillis() * NANOS_PER_MILLI));
            }
        });
        return heard;
    }

    /** Takes an edge of a report, with the incarnation of its sender. */
    @FunctionalInterface
    interface EdgeTaker {
        void take(long sender, EdgeReport edge);
    }

    /** Shows every edge of every report that is younger than this. */
    void edges(long youngerThanNanos, long nowNanos, EdgeTaker taker) {
        bySender.forEach((sender, sighting) -> {
            if (nowNanos - sighting.writtenNanos <= youngerThanNanos) {
                sighting.report.edges().forEach(edge -> taker.take(sender, edge));
            }
        });
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
}
