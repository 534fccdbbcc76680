package io.bellwether.coordinator.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes lines for another appender and waits for it in the place of whoever wrote them. A console that nobody reads any
 * more, or a disk that hangs, would otherwise hold up the threads that beat and elect. What comes when it is full is left
 * out and counted.
 */
public final class PatientAppender extends AsyncAppender {

    /** Lines that wait at most. */
    public static final int LINES_MAX = 2_048;

    private static final int END_MILLIS = 500;

    private final AtomicLong lost = new AtomicLong();

    private PatientAppender() {}

    /** One that passes on to this, started. */
    public static PatientAppender before(Appender<ILoggingEvent> other) {
        var patient = new PatientAppender();
        patient.setContext(other.getContext());
        patient.setName("patient-" + other.getName());
        patient.setQueueSize(LINES_MAX);
        patient.setDiscardingThreshold(0);
        patient.setNeverBlock(true);
        patient.setMaxFlushTime(END_MILLIS);
        patient.addAppender(other);
        patient.start();
        return patient;
    }

    @Override
    protected void append(ILoggingEvent line) {
        if (getRemainingCapacity() == 0) {
            lost.incrementAndGet();
        }
        super.append(line);
    }

    /** Lines that were left out. */
    public long lost() {
        return lost.get();
    }
}
