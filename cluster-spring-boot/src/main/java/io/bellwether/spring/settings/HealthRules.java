package io.bellwether.spring.settings;

import java.time.Duration;
import java.util.List;

/** What the settings of contributed health must keep to. */
final class HealthRules {

    private static final Duration INTERVAL_MIN = Duration.ofMillis(100);
    private static final Duration INTERVAL_MAX = Duration.ofHours(1);

    private HealthRules() {}

    static void judge(List<String> problems, ClusterProperties.Health health) {
        within(problems, "cluster.health.interval", health.interval(), INTERVAL_MAX);
        within(problems, "cluster.health.timeout", health.timeout(), INTERVAL_MAX);
        if (health.kafkaLagHalf() < 1) {
            problems.add("cluster.health.kafka-lag-half must be at least 1, got %d; 100000 is the default"
                    .formatted(health.kafkaLagHalf()));
        }
    }

    private static void within(List<String> problems, String setting, Duration value, Duration most) {
        if (value.compareTo(INTERVAL_MIN) < 0 || value.compareTo(most) > 0) {
            problems.add("%s must be %dms to %dh, got %s; a plain number is milliseconds"
                    .formatted(setting, INTERVAL_MIN.toMillis(), most.toHours(), value));
        }
    }
}
