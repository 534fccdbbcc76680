package io.bellwether.protocol.message;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.message.Rumour.Profile;
import io.bellwether.protocol.message.Rumour.Profile.Entry;
import java.util.Collections;
import org.junit.jupiter.api.Test;

final class BoundsTest {

    @Test
    void aCounterBelowZeroIsRefused() {
        assertThatThrownBy(() -> new Message.Beat(1, 2, -3, 4, EdgeVerdict.GOOD, false, 50, 1, 1, Freshness.UNKNOWN))
                .hasMessage("echoSequence must be >= 0, got -3");
    }

    @Test
    void aReportOfTooManyEdgesIsRefused() {
        var edges = Collections.nCopies(33, new EdgeReport(1, EdgeVerdict.GOOD, 0, 0));
        assertThatThrownBy(() -> new Message.Report(1, 1, false, 50, edges))
                .hasMessage("edges of a report must be 0 to 32, got 33");
    }

    @Test
    void aProfileThatWouldNotFitIntoADatagramIsRefused() {
        var entries = Collections.nCopies(16, new Entry("k".repeat(32), "v".repeat(33)));
        assertThatThrownBy(() -> new Profile(entries))
                .hasMessage("characters of a profile must be 0 to 1024, got 1040");
    }

    @Test
    void anEntryWithoutAKeyOrWithOtherThanPrintableAsciiIsRefused() {
        assertThatThrownBy(() -> new Entry("", "v")).hasMessageContaining("a key has 1 to 32");
        assertThatThrownBy(() -> new Entry("k", "caf\u00e9")).hasMessageContaining("printable characters of ASCII");
        assertThatThrownBy(() -> new Entry("k\n", "v")).hasMessageContaining("printable characters of ASCII");
    }
}
