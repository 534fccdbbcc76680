package io.bellwether.consumer.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of health samples, of which old ones are deleted. */
public final class SampleTable {

    // Another instance that deletes at the same time takes other rows.
    private static final String DELETE = """
            delete from health_samples where (node, at) in (
                select node, at from health_samples where at < ? limit ? for update skip locked)
            """;

    private final JdbcTemplate jdbc;

    SampleTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Deletes samples of before this time, but not more than so many, and returns how many they were. */
    public int deleteBefore(Instant time, int rowsMax) {
        return jdbc.update(DELETE, OffsetDateTime.ofInstant(time, ZoneOffset.UTC), rowsMax);
    }
}
