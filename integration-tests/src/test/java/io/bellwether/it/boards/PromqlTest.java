package io.bellwether.it.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus itself understands every question of every dashboard. */
class PromqlTest {

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void everyQuestionIsPromql() throws IOException {
        assumePromtool();
        Map<String, String> expressions = new LinkedHashMap<>();
        for (DashboardFile dashboard : DashboardFile.all()) {
            for (var asked : List.of(dashboard.asked(), dashboard.annotations(), dashboard.variables())) {
                for (DashboardFile.Asked one : asked) {
                    if (one.source() == Source.PROMETHEUS) {
                        expressions.put(one.place() + " " + expressions.size(), one.promql("20s"));
                    }
                }
            }
        }

        assertThat(expressions).hasSizeGreaterThan(150);
        assertThat(expressions.values()).noneMatch(expr -> expr.contains("$"));
        assertThat(Promtool.complaints(folder, expressions)).isEmpty();
    }

    @Test
    void whatIsNotPromqlIsNamedByTheCheck() throws IOException {
        assumePromtool();

        assertThat(Promtool.complaints(folder, Map.of("a board / a panel", "sum by (le (up)")))
                .hasValueSatisfying(text -> assertThat(text).contains("could not parse expression"));
    }

    private void assumePromtool() {
        assumeTrue(
                Promtool.program("promtool", folder).isPresent(),
                "neither promtool nor the image %s is here".formatted(Promtool.IMAGE));
    }
}
