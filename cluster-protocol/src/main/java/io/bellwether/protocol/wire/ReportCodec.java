package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message.Relay;
import io.bellwether.protocol.message.Message.Relay.HeldReport;
import io.bellwether.protocol.message.Message.Report;
import java.util.List;

/**
 * The bodies of a report and of a relay of reports.
 *
 * <pre>
 * report
 *   sequence     number
 *   version      number
 *   state        1 byte: bit 7 doubt, bits 0-6 score
 *   edges        count, then for each
 *     subject      difference to the subject before it, to 0 at first: small where the edges are in order
 *     opinion      number: bits 0-2 verdict, 3-7 zeros, from 8 on sinceMillis without as many zeros at its end
 *     lastBeat     number + 1 in milliseconds, or 0 for never
 * relay
 *   reports      count, then for each
 *     sender       difference to the sender before it, to 0 at first
 *     ageMillis    number
 *     report       section
 * </pre>
 *
 * {@code sinceMillis} travels exactly; one that was rounded to six leading bits makes an opinion of two bytes.
 */
final class ReportCodec {

    private static final int EDGE_BYTES_MIN = 3;
    private static final int HELD_BYTES_MIN = 7;
    private static final int VERDICT_BITS = 3;
    private static final int ZEROS_BITS = 5;

    private ReportCodec() {}

    static void write(Report report, Writer writer) {
        writer.number(report.sequence());
        writer.number(report.version());
        writer.octet(SelfState.of(report.doubt(), report.score()));
        List<EdgeReport> edges = report.edges();
        writer.number(edges.size());
        long before = 0;
        for (int i = 0; i < edges.size(); i++) {
            EdgeReport edge = edges.get(i);
            writer.difference(edge.subject(), before);
            writer.number(opinion(edge));
            writer.numberOrEnd(edge.lastBeatMillis(), EdgeReport.NEVER);
            before = edge.subject();
        }
    }

    static Report read(Reader reader) {
        long sequence = reader.number();
        long version = reader.number();
        int state = reader.octet();
        EdgeReport[] edges = new EdgeReport[reader.count(Report.EDGES_MAX, EDGE_BYTES_MIN)];
        long subject = 0;
        for (int i = 0; i < edges.length; i++) {
            subject = reader.difference(subject);
            long opinion = reader.number();
            int lastBeatMillis = (int) reader.numberOrEnd(EdgeReport.NEVER);
            int verdict = (int) (opinion & mask(VERDICT_BITS));
            edges[i] = new EdgeReport(subject, Codes.verdict(verdict), sinceMillis(opinion), lastBeatMillis);
        }
        return new Report(sequence, version, SelfState.doubt(state), SelfState.score(state), List.of(edges));
    }

    private static long opinion(EdgeReport edge) {
        int since = edge.sinceMillis();
        int zeros = since == 0 ? 0 : Integer.numberOfTrailingZeros(since);
        long leading = (long) since >>> zeros;
        return (leading << ZEROS_BITS | zeros) << VERDICT_BITS | Codes.of(edge.verdict());
    }

    private static int sinceMillis(long opinion) {
        long leading = opinion >>> (VERDICT_BITS + ZEROS_BITS);
        long zeros = (opinion >>> VERDICT_BITS) & mask(ZEROS_BITS);
        if (leading > Integer.MAX_VALUE || leading << zeros > Integer.MAX_VALUE) {
            throw MalformedException.malformed();
        }
        return (int) (leading << zeros);
    }

    private static long mask(int bits) {
        return (1L << bits) - 1;
    }

    static void write(Relay relay, Writer writer) {
        writer.number(relay.reports().size());
        long before = 0;
        for (HeldReport held : relay.reports()) {
            writer.difference(held.sender(), before);
            writer.number(held.ageMillis());
            int section = writer.open();
            write(held.report(), writer);
            writer.close(section);
            before = held.sender();
        }
    }

    static Relay readRelay(Reader reader) {
        HeldReport[] reports = new HeldReport[reader.count(Datagram.ITEMS_MAX, HELD_BYTES_MIN)];
        long sender = 0;
        for (int i = 0; i < reports.length; i++) {
            sender = reader.difference(sender);
            int ageMillis = reader.smallNumber();
            int outer = reader.enter();
            reports[i] = new HeldReport(sender, ageMillis, read(reader));
            reader.leave(outer);
        }
        return new Relay(List.of(reports));
    }
}
