package io.bellwether.consumer.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresStoreTest {

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05", "22003", "23502", "54000"})
    void aComplaintAboutDataIsAboutTheRows(String sqlState) {
        assertThat(PostgresStore.isAboutTheRows(sqlState)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "53100", "40P01", "57014", "28P01", "42P01"})
    void anOutageADeadlockOrAMissingTableIsNot(String sqlState) {
        assertThat(PostgresStore.isAboutTheRows(sqlState)).isFalse();
    }

    @Test
    void aFailureWithoutAStateIsNot() {
        assertThat(PostgresStore.isAboutTheRows(null)).isFalse();
    }
}
