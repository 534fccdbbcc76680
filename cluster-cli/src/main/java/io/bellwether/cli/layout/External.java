package io.bellwether.cli.layout;

import java.util.Map;

/** Servers that are configured from outside, by the variables that Spring Boot reads: those are used instead of ours. */
record External(boolean kafka, boolean postgres, boolean redis) {

    static External of(Map<String, String> environment) {
        return new External(
                environment.containsKey("SPRING_KAFKA_BOOTSTRAP_SERVERS"),
                environment.containsKey("SPRING_DATASOURCE_URL"),
                environment.containsKey("SPRING_DATA_REDIS_HOST") || environment.containsKey("SPRING_DATA_REDIS_URL"));
    }
}
