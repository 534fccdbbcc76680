package io.bellwether.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Message.Versions.HeldVersion;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sizes of docs/wire.md, in a cluster of 1000 that has run for an hour. */
final class SizesTest {

    private final Sizer sizer = new Sizer();

    @Test
    void everyKindHasTheSizeThatTheDocumentationTells() {
        var table = new StringBuilder("kind           usual bytes\n");
        for (Kind kind : Kind.values()) {
            table.append("%-15s %10d%n".formatted(kind, usual(Samples.usual(kind))));
        }
        table.append("%-15s %10d%n".formatted("REPORT (10)", usual(Samples.report(10))));
        table.append("%-15s %10d%n".formatted("GOSSIP (quiet)", usual(Samples.quietGossip())));
        System.out.print(table);

        assertThat(table.toString()).isEqualToNormalizingNewlines("""
                kind           usual bytes
                BEAT                    40
                REPORT                 105
                RELAY                  903
                PING                    31
                PONG                    29
                ASK                     25
                OPINION                 26
                DELTAS                 130
                DELTAS_WANTED           24
                GOSSIP                  79
                BUCKETS                154
                VERSIONS               542
                RUMOURS                 61
                REPORT (10)             87
                GOSSIP (quiet)          40
                """);
    }

    @Test
    void aMemberSendsUnder900BytesASecond() {
        int beats = 10 * usual(Samples.usual(Kind.BEAT));
        int reports = 3 * usual(Samples.report(10));
        int gossip = 3 * usual(Samples.quietGossip()) + usual(Samples.usual(Kind.GOSSIP));
        int perSecond = beats + reports + gossip;
        System.out.printf(
                "a member of 1000 sends, bytes/s: beats %d + reports %d + gossip %d = %d%n",
                beats, reports, gossip, perSecond);

        assertThat(perSecond).isLessThan(900);
    }

    @Test
    void aReportedAgeLosesUnderTwoPercentAndTakesTwoBytes() {
        for (int since = 0; since < 1 << 24; since += 1 + since / 97) {
            int rounded = EdgeReport.rounded(1, EdgeVerdict.GOOD, since, 0).sinceMillis();
            assertThat(Math.abs(rounded - since)).as("%d ms", since).isLessThanOrEqualTo(since / 62);
        }
        assertThat(EdgeReport.rounded(1, EdgeVerdict.GOOD, Integer.MAX_VALUE, 0).sinceMillis())
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(sizeOfEdge(EdgeReport.rounded(1, EdgeVerdict.DEAF, 3_600_123, 900)))
                .isEqualTo(5);
        assertThat(sizeOfEdge(new EdgeReport(1, EdgeVerdict.DEAF, 3_600_123, 900)))
                .isEqualTo(8);
    }

    @Test
    void whatFitsFitsUnderTheLongestHeader() {
        var shortest = new Message.Versions(1, 1, 1, 2, false, List.of(new HeldVersion(1, 1, 1)));
        int items = 1 + (Datagram.BYTES_MAX - sizer.sizeOf(1, 1, shortest) - 1) / 3;
        var full = new Message.Versions(1, 1, 1, 2, false, Collections.nCopies(items, new HeldVersion(1, 1, 1)));

        assertThat(sizer.sizeOf(1, 1, full)).isBetween(Datagram.BYTES_MAX - 3, Datagram.BYTES_MAX);
        assertThat(sizer.fits(full)).isFalse();
    }

    @Test
    void sizingAllocatesNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var beat = Samples.usual(Kind.BEAT);
        var report = Samples.usual(Kind.REPORT);
        int sum = sized(beat, report);
        long before = threads.getCurrentThreadAllocatedBytes();
        sum += sized(beat, report);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sum).isPositive();
        assertThat(allocated).as("bytes in 20,000 sizings").isLessThan(1_000);
    }

    private int sized(Message beat, Message report) {
        int sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += usual(beat) + usual(report);
        }
        return sum;
    }

    private int sizeOfEdge(EdgeReport edge) {
        var with = new Message.Report(1, 1, false, 1, List.of(edge));
        var without = new Message.Report(1, 1, false, 1, List.of());
        return usual(with) - usual(without);
    }

    private int usual(Message message) {
        return sizer.sizeOf(Samples.SENDER, Sizer.USUAL_NONCE, message);
    }
}
