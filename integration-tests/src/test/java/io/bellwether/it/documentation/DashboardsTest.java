package io.bellwether.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards ask for numbers that there are, and every panel says what it shows and in what. */
class DashboardsTest {

    private static final Pattern METRIC = Pattern.compile("\\b((?:cluster|raft|logs|gateway)_[a-z_]+)");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum|max)$");

    private static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> dashboards = new ArrayList<>();
        for (Path file : Repository.list("grafana/dashboards")) {
            dashboards.add(JsonMapper.shared().readTree(Files.readString(file)));
        }
        assertThat(dashboards).hasSizeGreaterThan(1);
        return dashboards;
    }

    @Test
    void everyPanelIsNamedAndExplainedAndHasAUnit() throws IOException {
        for (JsonNode dashboard : dashboards()) {
            Set<Integer> ids = new TreeSet<>();
            for (JsonNode panel : dashboard.path("panels")) {
                String title = panel.path("title").asString("");
                assertThat(title).as("%s", panel).isNotBlank();
                assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
                if (!panel.path("type").asString("").equals("row")) {
                    assertThat(panel.path("description").asString("")).as(title).hasSizeGreaterThan(20);
                    assertThat(panel.at("/fieldConfig/defaults/unit").asString(""))
                            .as(title)
                            .isNotBlank();
                    assertThat(panel.path("targets")).as(title).isNotEmpty();
                }
            }
            assertThat(ids).hasSizeGreaterThan(5);
        }
    }

    @Test
    void everyNumberThatIsAskedForIsInTheReference() throws IOException {
        String reference = Repository.read("docs/metrics.md");
        Set<String> asked = new TreeSet<>();
        for (JsonNode dashboard : dashboards()) {
            for (String expr : dashboard.findValuesAsString("expr")) {
                Matcher matcher = METRIC.matcher(expr);
                while (matcher.find()) {
                    asked.add(SUFFIX.matcher(matcher.group(1)).replaceFirst(""));
                }
            }
        }

        assertThat(asked).hasSizeGreaterThan(20).contains("raft_node_state", "cluster_member_state");
        assertThat(asked).allSatisfy(name -> assertThat(reference).containsPattern("`" + name + "[`{]"));
    }

    @Test
    void everyCoordinatorIsAskedWhomToScrape() throws IOException {
        assertThat(Repository.read("prometheus/prometheus.yml"))
                .contains(
                        "http://cluster-coordinator:8081/prometheus/targets",
                        "http://cluster-coordinator-2:8084/prometheus/targets",
                        "http://cluster-coordinator-3:8085/prometheus/targets")
                .as("the leader's series are about other nodes")
                .containsPattern("job_name: bellwether\\n(?:.*\\n){1,3}    honor_labels: true");
    }
}
