package io.bellwether.protocol.detector;

import static io.bellwether.protocol.detector.EdgeVerdict.GOOD;
import static io.bellwether.protocol.detector.EdgeVerdict.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.bellwether.protocol.timing.TimingProfile;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A thousand nodes beat on ten edges each: what one beat allocates, a simulated second allocates ten thousand times. */
final class EdgeAllocationTest {

    private static final int BEATS = 100_000;
    private static final long BEAT = TimingProfile.DEFAULT.heartbeat().toNanos();

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Edge edge = new Edge(TimingProfile.DEFAULT, 0);
    private long now;
    private long sequence;
    private double phiMax;

    @Test
    void aBeatAndItsReviewAllocateNothing() {
        beat(1_000);
        long before = thread.getCurrentThreadAllocatedBytes();
        beat(BEATS);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(edge.verdict()).isNotEqualTo(EdgeVerdict.NEUTRAL);
        assertThat(phiMax).isPositive();
        // What the measurement itself takes; one object per beat would be 16 bytes times as many.
        assertThat(allocated).isLessThan(BEATS / 10);
    }

    /** With losses, outages, duplicates and accusations, so that every way is gone. */
    private void beat(int beats) {
        for (int i = 0; i < beats; i++) {
            now += i % 100 == 0 ? 10 * BEAT : BEAT + i % 7 * 10_000_000L;
            long sent = edge.nextSequence(now);
            sequence += i % 5 == 0 ? 2 : 1;
            phiMax = Math.max(phiMax, edge.phi(now));
            edge.beat(sequence, sent - 1, edge.echoMicros(now), i % 50 < 5 ? SILENT : GOOD, i % 50 == 3, now);
            edge.beat(sequence - 1, sent - 1, 0, GOOD, false, now);
            edge.review(now);
        }
    }
}
