package io.bellwether.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.it.BesideOthers;
import io.bellwether.it.prometheus.Programs;
import io.bellwether.it.prometheus.Promtool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Prometheus' own checker takes what prometheus/ holds; skipped where there is neither it nor its image. */
@BesideOthers
class PromtoolIT {

    private static Optional<Promtool> found = Optional.empty();

    @BeforeAll
    static void find() throws IOException {
        found = Promtool.in(Repository.ROOT);
    }

    private static String checked(List<String> verb, List<Path> files) {
        assumeTrue(found.isPresent(), Programs.MISSING);
        Promtool promtool = found.orElseThrow();
        List<String> arguments = new ArrayList<>(verb);
        files.forEach(file -> arguments.add(promtool.file(file)));
        var result = promtool.run(arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    @Test
    void theConfigurationIsTaken() {
        var file = Repository.ROOT.resolve("prometheus/prometheus.yml");
        assertThat(checked(List.of("check", "config"), List.of(file))).contains("2 rule files found");
    }

    @Test
    void theRulesAreTakenWithoutARemark() throws IOException {
        assertThat(checked(
                        List.of("check", "rules", "--lint=all", "--lint-fatal"), Repository.list("prometheus/rules")))
                .contains("%d rules found".formatted(AlertRules.alerts().size()))
                .contains("%d rules found".formatted(AlertRules.recorded().size()));
    }

    @Test
    void everyAlertFiresWhereItShouldAndNotBesideIt() throws IOException {
        assertThat(checked(List.of("test", "rules"), Repository.list("prometheus/tests")))
                .contains("SUCCESS")
                .doesNotContain("FAILED");
    }
}
