package io.bellwether.it.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.devservices.process.CommandResult;
import io.bellwether.it.prometheus.Programs;
import io.bellwether.it.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        var verdict = checked(expressions);
        assertThat(verdict.exitCode())
                .as("%s%n%s", verdict.output(), expressions)
                .isZero();
    }

    @Test
    void whatIsNotPromqlIsNamedByTheCheck() throws IOException {
        var verdict = checked(Map.of("a board / a panel", "sum by (le (up)"));

        assertThat(verdict.exitCode()).isPositive();
        assertThat(verdict.output()).contains("could not parse expression");
    }

    /** What {@code promtool check rules} says of recording rules made of them. */
    private CommandResult checked(Map<String, String> expressions) throws IOException {
        var promtool = Promtool.in(DashboardFile.ROOT, folder);
        assumeTrue(promtool.isPresent(), Programs.MISSING);
        var rules = new StringBuilder("groups:\n- name: boards\n  rules:\n");
        int number = 0;
        for (Map.Entry<String, String> expression : expressions.entrySet()) {
            rules.append("  # %s\n  - record: boards:%d\n    expr: '%s'\n"
                    .formatted(
                            expression.getKey(), ++number, expression.getValue().replace("'", "''")));
        }
        var file = Files.writeString(folder.resolve("rules.yml"), rules);
        // The image's user is another one.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var found = promtool.orElseThrow();
        return found.run(List.of("check", "rules", "--lint=none", found.file(file)));
    }
}
