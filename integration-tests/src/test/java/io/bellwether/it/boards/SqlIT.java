package io.bellwether.it.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.devservices.TestServices;
import io.bellwether.it.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Postgres understands every question of every dashboard, asked by the role that Grafana has, which may ask nothing else. */
@BesideOthers
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlIT {

    private static final Path MIGRATIONS = DashboardFile.ROOT.resolve("log-consumer/src/main/resources/db/migration");
    private static final String PASSWORD = "only-in-this-test";

    private List<Connection> connections = new ArrayList<>();

    /** As in containers: the role first, then the tables by the consumer, then what it grants after each start. */
    @BeforeAll
    void makeTables() throws SQLException, IOException {
        try (var statement = owner().createStatement()) {
            statement.execute("create role grafana login password '%s'".formatted(PASSWORD));
            statement.execute("alter role grafana set default_transaction_read_only = on");
            for (Path migration : migrations()) {
                statement.execute(Files.readString(migration));
            }
            statement.execute("""
                    insert into cluster_events (sequence, at, cluster_millis, type, subject, from_state, to_state, cause,
                      log_index) values (1, now(), 1, 'member.moved', 'coordinator-1', 'HEALTHY', 'UNREACHABLE', 'cut', 7),
                      (2, now(), 2, 'member.moved', 'coordinator-1', 'UNREACHABLE', 'RECOVERING', 'back', 8),
                      (3, now(), 3, 'protection.began', null, null, null, 'too many at once', 9)""");
            statement.execute("""
                    insert into health_samples values (now(), 'coordinator-1', 1, 'HEALTHY', 98, 0.1, '{"cpu": 97}')""");
        }
    }

    @AfterAll
    void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            // V1, V2 and so on, and what is done after them; capitals come first.
            var sorted = files.sorted().toList();
            assertThat(sorted.getLast()).hasFileName("afterMigrate.sql");
            return sorted;
        }
    }

    private Connection owner() throws SQLException {
        var address = TestServices.postgres();
        return open(address.user(), address.password());
    }

    private Connection open(String user, String password) throws SQLException {
        var connection = DriverManager.getConnection(TestServices.postgres().jdbcUrl(), user, password);
        connections.add(connection);
        return connection;
    }

    @Test
    void everyQuestionFindsWhatIsThere() throws SQLException {
        var questions = new ArrayList<DashboardFile.Asked>();
        for (DashboardFile dashboard : DashboardFile.all()) {
            Stream.concat(dashboard.asked().stream(), dashboard.annotations().stream())
                    .filter(asked -> asked.source() == Source.POSTGRES)
                    .forEach(questions::add);
        }

        assertThat(questions).hasSizeGreaterThan(20);
        try (var statement = open("grafana", PASSWORD).createStatement()) {
            for (DashboardFile.Asked question : questions) {
                assertThat(question.sql()).as(question.place()).doesNotContain("$");
                try (var rows = statement.executeQuery(question.sql())) {
                    assertThat(rows.next())
                            .as("%s: %s", question.place(), question.sql())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void annotationsAndCurvesHaveTheColumnsThatGrafanaLooksFor() throws SQLException {
        for (DashboardFile dashboard : DashboardFile.all()) {
            for (DashboardFile.Asked asked : dashboard.annotations()) {
                if (asked.source() == Source.POSTGRES) {
                    assertThat(columns(asked.sql())).as(asked.place()).contains("time", "title", "text", "tags");
                }
            }
            for (var panel : dashboard.asking()) {
                for (DashboardFile.Asked asked : dashboard.asked(panel)) {
                    if (asked.source() == Source.POSTGRES
                            && panel.path("type").asString().equals("timeseries")) {
                        assertThat(columns(asked.sql())).as(asked.place()).containsExactly("time", "metric", "value");
                    }
                }
            }
        }
    }

    private List<String> columns(String sql) throws SQLException {
        try (var statement = open("grafana", PASSWORD).createStatement();
                var rows = statement.executeQuery(sql)) {
            var names = new ArrayList<String>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnLabel(i));
            }
            return names;
        }
    }

    @Test
    void theRoleReadsEventsAndSamplesAndNothingElseAndWritesNothing() throws SQLException {
        try (var statement = open("grafana", PASSWORD).createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select message from logs"))
                    .hasMessageContaining("permission denied");
            statement.execute("set default_transaction_read_only = off");
            for (String sql : List.of(
                    "delete from cluster_events",
                    "update health_samples set score = 0",
                    "create table mine (id int)")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
            }
        }
    }
}
