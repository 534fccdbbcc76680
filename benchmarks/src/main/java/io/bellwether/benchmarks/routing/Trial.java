package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.routing.Fault.Timeline;

/**
 * What one run has shown.
 *
 * @param gateway Through whom it went.
 * @param faultNanos When the fault really began, from the beginning of the run.
 * @param healedNanos When it really ended.
 * @param gatewayNanos What the gateway has used of the processors.
 * @param othersCores How many processors were used meanwhile by what does not belong to it; NaN where that is not known.
 * @param arrivals When requests came to the instance that was slowed, from the beginning of the run; empty for other faults.
 */
@SuppressWarnings("ArrayRecordComponent") // Thousands of them, read once.
record Trial(
        Fault fault,
        String gateway,
        Timeline timeline,
        Sent sent,
        long faultNanos,
        long healedNanos,
        double gatewayNanos,
        double othersCores,
        long[] arrivals) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double HUNDRED = 100;

    Windows windows() {
        return Windows.of(sent, faultNanos);
    }

    double failedPercent() {
        return HUNDRED * sent.failures() / sent.count();
    }

    /** How long after the fault the last of those was due that failed; 0 where none did. */
    double lastFailureSeconds() {
        for (int request = sent.count() - 1; request >= 0; request--) {
            if (sent.isFailed(request)) {
                return Math.max(0, (sent.dueNanos(request) - faultNanos) / NANOS_PER_SECOND);
            }
        }
        return 0;
    }

    double gatewayMillisEach() {
        return gatewayNanos / NANOS_PER_MILLI / sent.count();
    }

    /** The shares of the instance that was slowed. */
    Shares shares() {
        long[] fromFault = new long[arrivals.length];
        for (int i = 0; i < arrivals.length; i++) {
            fromFault[i] = arrivals[i] - faultNanos;
        }
        return new Shares(fromFault, sent.rate(), (sent.dueNanos(sent.count()) - faultNanos) / NANOS_PER_SECOND);
    }

    double healedSeconds() {
        return (healedNanos - faultNanos) / NANOS_PER_SECOND;
    }
}
