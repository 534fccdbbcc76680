package io.bellwether.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class RatiosTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-9);
    private static final List<Double> PLAIN = List.of(1_000.0, 2_000.0, 1_000.0, 2_000.0, 1_000.0);

    private static Ratios ratios(double... ratios) {
        List<Double> ours = java.util.stream.IntStream.range(0, ratios.length)
                .mapToObj(i -> ratios[i] * PLAIN.get(i))
                .toList();
        return new Ratios(ours, PLAIN.subList(0, ratios.length));
    }

    private static boolean passes(Ratios ratios) {
        return new Result("bench gateway", 1, ratios.throughputRows()).pass();
    }

    @Test
    void eachOfOursIsComparedWithWhatRanBesideIt() {
        assertThat(ratios(1, 0.9, 1.1, 0.98, 1.02).median()).isCloseTo(1, CLOSE);
    }

    @Test
    void theSpreadIsThatOfTheMiddleHalf() {
        assertThat(ratios(0.5, 0.99, 1, 1.01, 9).spreadPercent()).isCloseTo(2, CLOSE);
    }

    @Test
    void withinFivePercentIsEnough() {
        assertThat(passes(ratios(0.95, 0.96, 0.96, 0.97, 0.97))).isTrue();
        assertThat(passes(ratios(0.93, 0.94, 0.94, 0.94, 0.95))).isFalse();
    }

    @Test
    void whatSpreadsTooFarNeverPasses() {
        Ratios ratios = ratios(1.2, 0.9, 1.3, 1, 1.1);

        assertThat(ratios.isInconclusive()).isTrue();
        assertThat(ratios.throughputRows().getFirst().goal()).isNull();
        assertThat(passes(ratios)).isFalse();
    }

    @Test
    void whatIsNoNumberIsInconclusive() {
        var ratios = new Ratios(List.of(0.0, 0.0), List.of(0.0, 0.0));

        assertThat(ratios.isInconclusive()).isTrue();
        assertThat(passes(ratios)).isFalse();
    }

    @Test
    void thereIsOneOfOursForEachOfTheirs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ratios(List.of(1.0), List.of(1.0, 2.0)))
                .withMessageContaining("got 1 and 2");
    }

    @Test
    void rowsNameUs() {
        assertThat(ratios(1, 1, 1, 1, 1).throughputRows())
                .allMatch(row -> row.subject().equals(Row.US));
    }
}
