package io.bellwether.consumer.query;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires the queries. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    private static final int ROWS_AT_ONCE = 100;

    @Bean
    QueryParser queryParser(QueryProperties properties) {
        return new QueryParser(properties);
    }

    @Bean
    LogReader logReader(DataSource dataSource, PlatformTransactionManager transactions, QueryProperties properties) {
        var jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(ROWS_AT_ONCE);
        jdbc.setQueryTimeout((int) properties.timeout().toSeconds());
        var readOnly = new TransactionTemplate(transactions);
        readOnly.setReadOnly(true);
        return new LogReader(jdbc, readOnly, properties.pageMax().toBytes());
    }
}
