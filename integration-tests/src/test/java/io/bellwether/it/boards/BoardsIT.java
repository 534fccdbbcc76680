package io.bellwether.it.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.it.BesideOthers;
import io.bellwether.it.boards.PrometheusServer.Sample;
import io.bellwether.it.launcher.Launcher;
import io.bellwether.it.prometheus.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Every question of every dashboard, asked of a real Prometheus that scrapes the whole system, and of its Postgres: while all is
 * well, while a member is lost, and while nobody leads.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@BesideOthers
class BoardsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Between UNREACHABLE and REMOVED lie eleven seconds of the default profile. */
    private static final Duration WHILE_LOST = Duration.ofSeconds(14);

    private static final String VICTIM = "log-producer-1";

    private final List<DashboardFile> dashboards = DashboardFile.all();
    private Launcher launcher = new Launcher(Path.of("unset"));
    private @Nullable PrometheusServer prometheus;
    private @Nullable Connection postgres;

    @BeforeAll
    void bringUp(@TempDir Path folder) throws IOException, SQLException {
        if (Programs.words("prometheus", DashboardFile.ROOT).isPresent()) {
            launcher = new Launcher(folder.resolve("home"));
            launcher.run("up", "--free-ports").succeeded();
            var coordinators = Stream.of("coordinator-1", "coordinator-2", "coordinator-3")
                    .map(name -> URI.create("http://127.0.0.1:" + launcher.port(name)))
                    .toList();
            prometheus = PrometheusServer.start(folder, coordinators);
            postgres = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:%d/bellwether".formatted(launcher.port("postgres")),
                    "bellwether",
                    Files.readString(launcher.home().resolve("secrets/spring.datasource.password"))
                            .strip());
        }
    }

    @BeforeEach
    void skipWhereThereIsNoPrometheus() {
        assumeTrue(prometheus != null, Programs.MISSING);
    }

    @AfterAll
    void clean() throws SQLException {
        if (postgres != null) {
            postgres.close();
        }
        if (prometheus != null) {
            prometheus.close();
            launcher.run("clean", "--yes");
        }
    }

    @Test
    @Order(1)
    void everyPanelShowsSomethingOrIsListedAsEmptyWhenAllIsWell() {
        await("data").atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            var empty = new ArrayList<String>();
            for (Board board : Boards.all()) {
                var file = dashboard(board.uid());
                for (JsonNode panel : file.asking()) {
                    var title = panel.path("title").asString();
                    boolean mayBeEmpty = board.panels().stream()
                            .anyMatch(described -> described.title.equals(title) && !described.emptyWhen.isEmpty());
                    if (!mayBeEmpty && file.asked(panel).stream().noneMatch(this::isAnswered)) {
                        empty.add(file.place(panel));
                    }
                }
            }
            assertThat(empty).isEmpty();
        });
    }

    @Test
    @Order(2)
    void theStateOfAHealthyClusterIsShown() {
        assertThat(shown("overview", "Quorum"))
                .singleElement()
                .extracting(Sample::value)
                .isEqualTo(1.0);
        assertThat(shown("overview", "Leader"))
                .singleElement()
                .satisfies(leader -> assertThat(leader.label("node")).startsWith("coordinator-"));
        assertThat(shown("overview", "Members"))
                .singleElement()
                .extracting(Sample::value)
                .isEqualTo(6.0);
        assertThat(shown("overview", "Coordinators missing"))
                .singleElement()
                .extracting(Sample::value)
                .isEqualTo(0.0);
        assertThat(shown("topology", "Members and edges", 0)).hasSize(6).allSatisfy(node -> {
            assertThat(node.label("id")).isEqualTo(node.label("title")).isNotBlank();
            assertThat(node.label("mainstat")).isIn("healthy", "degraded", "recovering");
            assertThat(node.label("secondarystat")).matches("\\d+");
            assertThat(node.label("color")).startsWith("#");
        });
        assertThat(shown("topology", "Members and edges", 1))
                .as("everybody hears everybody")
                .hasSize(30)
                .allSatisfy(edge -> {
                    assertThat(edge.label("id")).isEqualTo(edge.label("source") + "--" + edge.label("target"));
                    assertThat(edge.label("mainstat")).isIn("good", "lossy");
                });
    }

    @Test
    @Order(3)
    void aKilledMemberIsSeenOnEveryBoardThatIsAboutMembers() {
        double lossesBefore = value("detection", "Losses found");
        launcher.run("kill", VICTIM).succeeded();

        await("the loss on the boards").atMost(WHILE_LOST).untilAsserted(() -> {
            assertThat(value("overview", "Not healthy")).isGreaterThanOrEqualTo(1);
            assertThat(value("overview", "Lost")).isGreaterThanOrEqualTo(1);
            assertThat(value("overview", "Not scraped")).isGreaterThanOrEqualTo(1);
            assertThat(value("overview", "Bad edges")).isGreaterThanOrEqualTo(5);
            assertThat(of(VICTIM, shown("overview", "State of each member")))
                    .hasValueSatisfying(state -> assertThat(state.value()).isEqualTo(4.0));
            assertThat(shown("overview", "Modes of the processes"))
                    .anySatisfy(mode -> assertThat(mode.value()).isZero());
            assertThat(of(VICTIM, shown("topology", "Members and edges", 0)))
                    .hasValueSatisfying(
                            node -> assertThat(node.label("mainstat")).isEqualTo("unreachable"));
            assertThat(shown("topology", "Members and edges", 1))
                    .filteredOn(edge -> edge.label("target").equals(VICTIM))
                    .isNotEmpty()
                    .allSatisfy(edge -> assertThat(edge.label("mainstat")).isEqualTo("silent"));
            assertThat(shown("topology", "Bad edges"))
                    .extracting(edge -> edge.label("subject"))
                    .contains(VICTIM);
            assertThat(value("detection", "Losses found")).isGreaterThan(lossesBefore);
            assertThat(value("detection", "Mean time to detect")).isBetween(1.0, 10.0);
            assertThat(shown("health", "As the leader knows it")).isNotEmpty();
        });
        await("the loss in the journal")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(annotated("Members lost")).contains(VICTIM + " became unreachable"));
    }

    @Test
    @Order(4)
    void withoutALeaderTheBoardsSaySoAndGoOnWithWhatProcessesTellThemselves() {
        var leader = shown("overview", "Leader").getFirst().label("node");
        var other = leader.equals("coordinator-1") ? "coordinator-2" : "coordinator-1";
        launcher.run("kill", leader).succeeded();
        launcher.run("kill", other).succeeded();

        await("nobody leads on the boards").atMost(LIMIT).untilAsserted(() -> {
            assertThat(shown("overview", "Leader"))
                    .singleElement()
                    .satisfies(nobody -> assertThat(nobody.label("node")).isEqualTo("nobody leads"));
            assertThat(value("overview", "Quorum")).isZero();
            assertThat(value("overview", "Read-only")).isGreaterThanOrEqualTo(3);
            assertThat(value("overview", "Not scraped")).isGreaterThanOrEqualTo(2);
            assertThat(shown("overview", "State of each member")).isEmpty();
            assertThat(shown("overview", "Modes of the processes"))
                    .extracting(Sample::value)
                    .contains(0.0, 2.0);
            assertThat(shown("overview", "Members now", 4)).as("own scores").isNotEmpty();
            assertThat(shown("overview", "Coordinators missing"))
                    .as("says nobody leads")
                    .isEmpty();
            assertThat(shown("health", "Lowest score"))
                    .as("of the processes themselves")
                    .hasSize(1);
            assertThat(shown("topology", "Members and edges", 0))
                    .extracting(node -> node.label("mainstat"))
                    .contains("answers", "not reached");
            assertThat(shown("topology", "Members and edges", 1)).isEmpty();
            assertThat(value("consensus", "Oldest evidence")).isGreaterThan(1);
            assertThat(shown("consensus", "Role of each coordinator")).hasSize(1);
        });
    }

    private boolean isAnswered(DashboardFile.Asked asked) {
        return switch (asked.source()) {
            case PROMETHEUS -> answers(asked).stream().anyMatch(sample -> !Double.isNaN(sample.value()));
            case POSTGRES -> !rows(asked).isEmpty();
        };
    }

    private DashboardFile dashboard(String uid) {
        return dashboards.stream()
                .filter(dashboard -> dashboard.uid().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private List<Sample> shown(String board, String title) {
        return shown(board, title, 0);
    }

    /** What one of the questions of a panel is answered now. */
    private List<Sample> shown(String board, String title, int question) {
        var file = dashboard(Board.PREFIX + board);
        var panel = file.asking().stream()
                .filter(one -> one.path("title").asString().equals(title))
                .findFirst()
                .orElseThrow();
        return answers(file.asked(panel).get(question));
    }

    private double value(String board, String title) {
        assertThat(shown(board, title)).as(title).hasSize(1);
        return shown(board, title).getFirst().value();
    }

    private static Optional<Sample> of(String node, List<Sample> samples) {
        return samples.stream()
                .filter(sample ->
                        sample.label("node").equals(node) || sample.label("id").equals(node))
                .findFirst();
    }

    private List<Sample> answers(DashboardFile.Asked asked) {
        if (prometheus == null) {
            throw new IllegalStateException("there is no Prometheus");
        }
        return prometheus.ask(asked.promql("10s"));
    }

    private List<String> annotated(String name) {
        return dashboards.getFirst().annotations().stream()
                .filter(asked -> asked.place().endsWith(name))
                .flatMap(asked -> rows(asked).stream())
                .toList();
    }

    /** The second column of each row. */
    private List<String> rows(DashboardFile.Asked asked) {
        if (postgres == null) {
            throw new IllegalStateException("there is no Postgres");
        }
        try (var statement = postgres.createStatement();
                var rows = statement.executeQuery(asked.sql())) {
            var second = new ArrayList<String>();
            while (rows.next()) {
                second.add(String.valueOf(rows.getString(2)));
            }
            return second;
        } catch (SQLException e) {
            throw new AssertionError(asked.place(), e);
        }
    }
}
