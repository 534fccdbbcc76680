package io.bellwether.consumer.store;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wires the stores. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    // A batch takes milliseconds; whatever takes this long hangs, and is better tried again.
    private static final int WRITE_TIMEOUT_SECONDS = 20;

    @Bean
    RowStore<LogRow> logStore(DataSource dataSource) {
        return Tables.logs(writing(dataSource));
    }

    @Bean
    RowStore<EventRow> eventStore(DataSource dataSource) {
        return Tables.events(writing(dataSource));
    }

    @Bean
    RowStore<SampleRow> sampleStore(DataSource dataSource) {
        return Tables.samples(writing(dataSource));
    }

    @Bean
    SampleTable sampleTable(DataSource dataSource) {
        return new SampleTable(writing(dataSource));
    }

    private static JdbcTemplate writing(DataSource dataSource) {
        var jdbc = new JdbcTemplate(dataSource);
        jdbc.setQueryTimeout(WRITE_TIMEOUT_SECONDS);
        return jdbc;
    }

    @Bean
    RowDecoder rowDecoder() {
        return new RowDecoder();
    }
}
