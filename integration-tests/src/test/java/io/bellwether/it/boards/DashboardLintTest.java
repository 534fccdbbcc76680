package io.bellwether.it.boards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What every dashboard owes its reader, whether it was written by hand or not. */
class DashboardLintTest {

    /** Units that Grafana knows by these names, as far as we use them; any other would be shown as text. */
    private static final Set<String> UNITS =
            Set.of("none", "short", "s", "bytes", "Bps", "cps", "reqps", "recps", "percentunit");

    private static final Set<String> TYPES =
            Set.of("stat", "timeseries", "table", "state-timeline", "heatmap", "nodeGraph", "bargauge");

    private static final Set<String> NEEDS_A_WINDOW = Set.of("rate(", "increase(", "irate(", "delta(", "changes(");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");
    private static final Pattern NAMED = Pattern.compile("`([a-z_]+)(?:\\{[a-z,_]*})?`");
    private static final int WIDTH = 24;

    private final List<DashboardFile> dashboards = DashboardFile.all();

    @Test
    void everyBoardCanBeFoundAndLeadsToTheOthers() {
        assertThat(dashboards).hasSizeGreaterThan(8);
        assertThat(dashboards).extracting(DashboardFile::uid).doesNotHaveDuplicates();
        assertThat(dashboards)
                .extracting(dashboard -> dashboard.json().path("title").asString())
                .doesNotHaveDuplicates();
        assertThat(dashboards).allSatisfy(dashboard -> {
            assertThat(dashboard.uid() + ".json").isEqualTo("bellwether-" + dashboard.name());
            assertThat(dashboard.json().path("description").asString("")).hasSizeGreaterThan(20);
            assertThat(dashboard.json().at("/links/0/tags/0").asString(""))
                    .as("the row of links of %s", dashboard.name())
                    .isEqualTo(dashboard.json().at("/tags/0").asString())
                    .isEqualTo("bellwether");
            assertThat(dashboard.json().at("/templating/list").findValuesAsString("name"))
                    .contains("job", "instance");
        });
    }

    @Test
    void everyPanelIsNamedExplainedAndHasAUnitAndASource() {
        for (DashboardFile dashboard : dashboards) {
            Set<String> titles = new HashSet<>();
            for (JsonNode panel : dashboard.asking()) {
                var place = dashboard.place(panel);
                assertThat(panel.path("title").asString("")).as(place).isNotBlank();
                assertThat(titles.add(panel.path("title").asString()))
                        .as("%s twice", place)
                        .isTrue();
                assertThat(panel.path("type").asString()).as(place).isIn(TYPES);
                assertThat(panel.path("description").asString(""))
                        .as(place)
                        .hasSizeGreaterThan(20)
                        .endsWith(".");
                assertThat(panel.at("/fieldConfig/defaults/unit").asString(""))
                        .as(place)
                        .isIn(UNITS);
                assertThat(panel.at("/datasource/uid").asString("")).as(place).isIn("prometheus", "postgres");
                assertThat(dashboard.asked(panel))
                        .as(place)
                        .isNotEmpty()
                        .allSatisfy(asked -> assertThat(asked.text()).isNotBlank());
                if (panel.path("type").asString().equals("stat")) {
                    assertThat(panel.at("/fieldConfig/defaults/noValue").asString(""))
                            .as("%s when there is nothing to show", place)
                            .hasSizeGreaterThan(3);
                    assertThat(panel.path("targets"))
                            .as("%s: over a range, what has ended long ago would still be shown", place)
                            .allMatch(target -> target.path("instant").asBoolean());
                }
            }
        }
    }

    @Test
    void panelsHaveTheirOwnPlaceAndNumber() {
        for (DashboardFile dashboard : dashboards) {
            Set<Integer> ids = new HashSet<>();
            Set<String> taken = new HashSet<>();
            for (JsonNode panel : dashboard.panels()) {
                var place = dashboard.place(panel);
                assertThat(ids.add(panel.path("id").asInt()))
                        .as("number of %s", place)
                        .isTrue();
                var grid = panel.path("gridPos");
                int x = grid.path("x").asInt();
                int y = grid.path("y").asInt();
                assertThat(x + grid.path("w").asInt()).as(place).isBetween(1, WIDTH);
                for (int column = x; column < x + grid.path("w").asInt(); column++) {
                    for (int line = y; line < y + grid.path("h").asInt(); line++) {
                        assertThat(taken.add(column + "/" + line))
                                .as("%s lies on another", place)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void whatIsCountedIsCountedOverTheIntervalThatGrafanaChooses() {
        for (DashboardFile dashboard : dashboards) {
            for (DashboardFile.Asked asked : promql(dashboard)) {
                boolean counts = NEEDS_A_WINDOW.stream().anyMatch(asked.text()::contains);
                assertThat(new Expr(asked.text()).windows())
                        .as(asked.place())
                        .isEqualTo(counts ? Set.of("$__rate_interval") : Set.of());
            }
        }
    }

    @Test
    void everyQuestionIsAboutTheProcessesThatAreChosen() {
        Set<String> excused = new TreeSet<>();
        for (DashboardFile dashboard : dashboards) {
            for (JsonNode panel : dashboard.asking()) {
                var title = panel.path("title").asString();
                for (DashboardFile.Asked asked : dashboard.asked(panel)) {
                    if (asked.source() == Source.PROMETHEUS) {
                        excused.addAll(judge(title, asked));
                    }
                }
            }
        }
        Set<String> allowed = new TreeSet<>(Exceptions.TOLD_BY_THE_LEADER);
        allowed.addAll(Exceptions.ABOUT_THE_CLUSTER.keySet());
        assertThat(excused).as("exceptions that nobody needs have to go").isEqualTo(allowed);
    }

    private static Set<String> judge(String title, DashboardFile.Asked asked) {
        Set<String> excused = new TreeSet<>();
        var selected = new Expr(asked.text()).selected();
        assertThat(selected).as(asked.place()).isNotEmpty();
        for (Expr.Selected one : selected) {
            if (one.isChosen()) {
                continue;
            }
            boolean leader = Exceptions.TOLD_BY_THE_LEADER.contains(one.metric());
            assertThat(leader || Exceptions.ABOUT_THE_CLUSTER.containsKey(title))
                    .as("%s: %s without $job and $instance", asked.place(), one.metric())
                    .isTrue();
            excused.add(leader ? one.metric() : title);
        }
        return excused;
    }

    @Test
    void everyNumberThatIsAskedForIsInTheReferenceOrOfALibrary() throws IOException {
        Set<String> known = new TreeSet<>(Exceptions.OF_LIBRARIES);
        NAMED.matcher(Files.readString(DashboardFile.ROOT.resolve("docs/metrics.md")))
                .results()
                .forEach(name -> known.add(name.group(1)));
        Set<String> asked = new TreeSet<>();
        for (DashboardFile dashboard : dashboards) {
            Stream.of(dashboard.asked(), dashboard.annotations(), dashboard.variables())
                    .flatMap(List::stream)
                    .filter(one -> one.source() == Source.PROMETHEUS)
                    .flatMap(one -> new Expr(one.text()).selected().stream())
                    .forEach(one -> asked.add(PART.matcher(one.metric()).replaceFirst("")));
        }

        assertThat(asked).hasSizeGreaterThan(60).contains("raft_node_state", "cluster_edge_state", "up");
        assertThat(asked).isSubsetOf(known);
        assertThat(asked).as("libraries' that nobody asks for have to go").containsAll(Exceptions.OF_LIBRARIES);
    }

    @Test
    void thresholdsAndWordsAreInOrder() {
        for (DashboardFile dashboard : dashboards) {
            for (JsonNode panel : dashboard.asking()) {
                var steps = panel.at("/fieldConfig/defaults/thresholds/steps");
                if (steps.isMissingNode()) {
                    continue;
                }
                assertThat(steps.get(0).path("value").isNull())
                        .as(dashboard.place(panel))
                        .isTrue();
                var values = steps.valueStream()
                        .skip(1)
                        .map(step -> step.path("value").asDouble())
                        .toList();
                assertThat(values).as(dashboard.place(panel)).isSorted().doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void theHomeOfGrafanaIsTheOverviewAndItsSourcesAreProvisioned() throws IOException {
        var compose = Files.readString(DashboardFile.ROOT.resolve("docker-compose.yml"));
        assertThat(compose)
                .contains("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH: /var/lib/bellwether/dashboards/overview.json");
        for (Source source : Source.values()) {
            var file = DashboardFile.ROOT.resolve("grafana/provisioning/datasources/" + source.uid() + ".yml");
            assertThat(file)
                    .content()
                    .contains("uid: " + source.uid())
                    .contains("type: " + source.json().path("type").asString());
        }
    }

    private static List<DashboardFile.Asked> promql(DashboardFile dashboard) {
        return dashboard.asked().stream()
                .filter(asked -> asked.source() == Source.PROMETHEUS)
                .toList();
    }
}
