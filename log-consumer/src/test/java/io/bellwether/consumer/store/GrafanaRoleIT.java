package io.bellwether.consumer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.devservices.TestServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** Whoever migrates lets Grafana read, whether its role was there before the tables or came after them. */
class GrafanaRoleIT {

    private static final String PASSWORD = "only-in-this-test";

    @Test
    void theNextStartGrantsWhatARoleThatCameLaterMayRead() throws SQLException {
        var postgres = TestServices.postgres();
        try (var owner = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password())) {
            execute(owner, "create database role_comes_later");
            var url = "jdbc:postgresql://%s:%d/role_comes_later".formatted(postgres.host(), postgres.port());
            migrate(url);
            execute(owner, "create role grafana login password '%s'".formatted(PASSWORD));
            try (var reader = DriverManager.getConnection(url, "grafana", PASSWORD)) {
                assertThatThrownBy(() -> execute(reader, "select * from cluster_events"))
                        .hasMessageContaining("permission denied");

                migrate(url);

                execute(reader, "select * from cluster_events");
                execute(reader, "select * from health_samples");
                assertThatThrownBy(() -> execute(reader, "select * from logs"))
                        .hasMessageContaining("permission denied");
            }
        }
    }

    private static void migrate(String url) {
        var postgres = TestServices.postgres();
        var outcome = Flyway.configure()
                .dataSource(url, postgres.user(), postgres.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
        assertThat(outcome.success).isTrue();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
