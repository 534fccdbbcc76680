package io.bellwether.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToldTest {

    @ParameterizedTest
    @CsvSource({"1500, 1500", "1500ms, 1500", "2s, 2000", "1m, 60000", "PT2.5S, 2500", "soon, 7"})
    void aDurationIsReadAsSpringReadsIt(String text, long millis) {
        assertThat(Told.duration(text, Duration.ofMillis(7))).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"400000, 0.4 ms", "42000000, 42 ms", "1500000000, 1.5 s", "3000000000, 3 s", "180000000000, 3 min"})
    void aTimeIsToldInTheUnitThatFits(long nanos, String told) {
        assertThat(Told.time(Duration.ofNanos(nanos))).isEqualTo(told);
    }

    @Test
    void theWorstComesFirst() {
        var ok = Finding.ok(Topic.CLUSTER, "a", "s", "fine");
        var note = new Finding(Topic.MACHINE, "b", "s", Level.NOTE, "f", "m", "");
        var bad = new Finding(Topic.LEFTOVERS, "c", "s", Level.BAD, "f", "m", "d");
        var warn = new Finding(Topic.CLOCKS, "d", "s", Level.WARN, "f", "m", "d");
        assertThat(new Diagnosis(List.of(ok, note, bad, warn)).findings()).containsExactly(bad, warn, note, ok);
        assertThat(new Diagnosis(List.of(ok, note)).isWell()).isTrue();
        assertThat(new Diagnosis(List.of(ok, warn)).isWell()).isFalse();
    }

    @Test
    void troubleWithoutAWayOutIsNoFinding() {
        assertThatThrownBy(() -> new Finding(Topic.CLUSTER, "a", "s", Level.WARN, "f", "m", ""))
                .hasMessageContaining("nothing to do");
        assertThatThrownBy(() -> new Finding(Topic.CLUSTER, "a", "s", Level.NOTE, "f", "", ""))
                .hasMessageContaining("what it means");
    }
}
