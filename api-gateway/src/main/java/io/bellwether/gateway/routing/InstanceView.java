package io.bellwether.gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * An instance as routing sees it, to be shown.
 *
 * @param nodeId Its name.
 * @param state Its state in the cluster.
 * @param standing What that and its answers make of it here.
 * @param why The same in words.
 * @param score Its health, null where nobody knows it.
 * @param weight Its health as it counts, 0.1 to 10: in tens, following slowly, less while it has just come back.
 * @param share Which share of the requests it gets while everything stays as it is, 0 to 1.
 * @param waiting Requests that wait for it now.
 * @param waitingMax How many may wait for it at once: fewer once answers take half as long as they may.
 * @param latencyMs How long it takes to answer: a mean in which slow answers count at once.
 * @param failuresInRow How often it failed in a row.
 * @param ejections How often it was left out in this spell.
 * @param ejectedForMs For how long it is still left out, 0 if it is not.
 * @param circuit The state of its circuit.
 * @param failurePercent How many of the last calls failed, null where there were too few to tell.
 */
public record InstanceView(
        String nodeId,
        String url,
        String zone,
        String state,
        Standing standing,
        String why,
        @Nullable Integer score,
        double weight,
        double share,
        int waiting,
        int waitingMax,
        double latencyMs,
        int failuresInRow,
        int ejections,
        long ejectedForMs,
        String circuit,
        @Nullable Double failurePercent) {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double THOUSAND = 1e3;

    static InstanceView of(Backend backend, double share, double unknown, long nowNanos) {
        Facts facts = backend.facts();
        Standing standing = Standing.of(backend, nowNanos);
        float failures = backend.circuit().getMetrics().getFailureRate();
        return new InstanceView(
                facts.name(),
                facts.uri().toString(),
                facts.zone(),
                facts.state(),
                standing,
                standing.text(),
                facts.score(),
                rounded(backend.weight(unknown, nowNanos)),
                rounded(share),
                backend.load().waiting(),
                backend.room().places(),
                rounded(backend.load().latencyNanos(nowNanos) / NANOS_PER_MILLI),
                backend.ejection().failuresInRow(),
                backend.ejection().times(nowNanos),
                backend.ejection().remaining(nowNanos).toMillis(),
                backend.circuit().getState().name(),
                failures < 0 ? null : rounded(failures));
    }

    private static double rounded(double value) {
        return Math.round(value * THOUSAND) / THOUSAND;
    }
}
