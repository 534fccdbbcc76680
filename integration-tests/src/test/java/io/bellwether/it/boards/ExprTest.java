package io.bellwether.it.boards;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.it.boards.Expr.Selected;
import org.junit.jupiter.api.Test;

class ExprTest {

    @Test
    void metricsAreFoundWithTheirMatchersAndNothingElseIs() {
        var expr = new Expr("""
                histogram_quantile(0.5, sum by (le, kind) (rate(a_bucket{job=~"$job", x!="}"}[$__rate_interval])))
                  / on (node) group_left (b) label_replace(c_total > bool 0, "to", "text_of_it", "", "") or d:rule""");

        assertThat(expr.selected()).extracting(Selected::metric).containsExactly("a_bucket", "c_total", "d:rule");
        assertThat(expr.selected().getFirst().matchers()).startsWith("job=~\"$job\", x!=\"");
        assertThat(expr.windows()).containsExactly("$__rate_interval");
    }

    @Test
    void alternativesForANameAreMetricsToo() {
        assertThat(new Expr("{__name__=~\"up|a_total\",node!=\"\"}").selected())
                .extracting(Selected::metric)
                .containsExactly("up", "a_total");
    }

    @Test
    void onlyBothVariablesAreAChoice() {
        assertThat(new Expr("up{job=~\"$job\",instance=~\"$instance\"}").selected())
                .allMatch(Selected::isChosen);
        assertThat(new Expr("up{instance=~\"$instance\"} + up{job=~\"$job\"} + up").selected())
                .hasSize(3)
                .noneMatch(Selected::isChosen);
    }
}
