package io.bellwether.coordinator.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown of who was heard, from reports alone. */
class SightingsTest {

    private static final long START = 1_000_000_000L;

    private final Sightings sightings = new Sightings();

    private static long at(int millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }

    private static EdgeReport heard(long subject, int millisAgo) {
        return new EdgeReport(subject, EdgeVerdict.GOOD, 0, millisAgo);
    }

    private void report(long from, long sequence, int atMillis, EdgeReport... edges) {
        sightings.take(from, new Message.Report(sequence, 1, false, 90, List.of(edges)), at(atMillis));
    }

    private Sightings.Heard heardOf(long subject, int atMillis) {
        return sightings.heard(at(atMillis)).getOrDefault(subject, Sightings.Heard.NOTHING);
    }

    private long silentMillis(long subject, int atMillis) {
        return heardOf(subject, atMillis).silentNanos().orElseThrow() / 1_000_000;
    }

    private int observers(long subject) {
        return heardOf(subject, 0).observers();
    }

    @Test
    void whoWasHeardLastByAnybodyCountsAndOnesOwnReportIsAsGood() {
        report(1, 1, 0, heard(3, 700));
        report(2, 1, 100, heard(3, 400));
        assertThat(silentMillis(3, 500)).isEqualTo(800);
        assertThat(silentMillis(1, 500)).isEqualTo(500);
        report(3, 1, 450);
        assertThat(silentMillis(3, 500)).isEqualTo(50);
    }

    @Test
    void observersAreThoseWhoseLastReportNamesIt() {
        report(1, 1, 0, heard(3, 700), heard(2, 10));
        report(2, 1, 0, heard(3, 400));
        assertThat(observers(3)).isEqualTo(2);
        report(2, 2, 100, heard(1, 5));
        assertThat(observers(3)).isEqualTo(1);
        assertThat(observers(1)).isEqualTo(1);
    }

    @Test
    void whoWasNeverHeardIsObservedAllTheSame() {
        report(1, 1, 0, heard(3, EdgeReport.NEVER));
        assertThat(observers(3)).isEqualTo(1);
        assertThat(heardOf(3, 0).silentNanos()).isEmpty();
    }

    @Test
    void anOlderReportThatComesLateSaysNothing() {
        report(1, 2, 0, heard(3, 100));
        sightings.take(
                9,
                new Message.Relay(List.of(new Message.Relay.HeldReport(
                        1, 0, new Message.Report(1, 1, false, 90, List.of(heard(3, 0), heard(4, 0)))))),
                at(0));
        assertThat(silentMillis(3, 0)).isEqualTo(100);
        assertThat(sightings.heard(at(0))).doesNotContainKey(4L);
    }

    @Test
    void anEdgeIsShownWhileTheReportThatNamesItCounts() {
        report(1, 1, 0, heard(3, 100));
        report(2, 1, 2_000, heard(3, 50), heard(1, 50));
        List<String> shown = new ArrayList<>();

        sightings.edges(
                Duration.ofSeconds(1).toNanos(),
                at(2_500),
                (sender, edge) -> shown.add("%d sees %d".formatted(sender, edge.subject())));

        assertThat(shown).containsExactlyInAnyOrder("2 sees 3", "2 sees 1");
    }
}
