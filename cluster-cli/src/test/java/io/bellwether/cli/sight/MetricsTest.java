package io.bellwether.cli.sight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Metrics METRICS = Metrics.parse("""
            # HELP jvm_gc_pause_seconds_max Time spent in GC pause
            # TYPE jvm_gc_pause_seconds_max gauge
            jvm_gc_pause_seconds_max{action="end of major GC",cause="a \\"quoted\\" {cause}",gc="Copy"} 0.235
            jvm_gc_pause_seconds_max{action="end of minor GC",cause="Allocation Failure",gc="Copy"} 0.05 1795323234421
            jvm_gc_live_data_size_bytes 3.1740136E7
            raft_commit_latency_seconds_bucket{le="+Inf"} +Inf
            this is no line of it
            nor_is_this one
            """);

    @Test
    void valuesAndLabelsAreRead() {
        assertThat(METRICS.max("jvm_gc_pause_seconds_max")).hasValue(0.235);
        assertThat(METRICS.value("jvm_gc_live_data_size_bytes")).hasValue(3.1740136E7);
        assertThat(METRICS.label("jvm_gc_pause_seconds_max", "cause")).isEqualTo("a \"quoted\" {cause}");
        assertThat(METRICS.sum(
                        "jvm_gc_pause_seconds_max", sample -> sample.label("gc").equals("Copy")))
                .hasValueCloseTo(0.285, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(METRICS.max("raft_commit_latency_seconds_bucket")).hasValue(Double.POSITIVE_INFINITY);
    }

    @Test
    void whatIsNotThereIsNotThere() {
        assertThat(METRICS.value("absent")).isEmpty();
        assertThat(METRICS.label("absent", "a")).isEmpty();
        assertThat(METRICS.value("nor_is_this")).isEmpty();
        assertThat(Metrics.parse("<html>").isEmpty()).isTrue();
    }
}
