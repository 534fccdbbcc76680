package io.bellwether.consumer.store;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wires the store. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    // A batch takes milliseconds; whatever takes this long hangs, and is better tried again.
    private static final int WRITE_TIMEOUT_SECONDS = 20;

    @Bean
    LogStore logStore(DataSource dataSource) {
        var jdbc = new JdbcTemplate(dataSource);
        jdbc.setQueryTimeout(WRITE_TIMEOUT_SECONDS);
        return new PostgresLogStore(jdbc);
    }

    @Bean
    RowDecoder rowDecoder() {
        return new RowDecoder();
    }
}
