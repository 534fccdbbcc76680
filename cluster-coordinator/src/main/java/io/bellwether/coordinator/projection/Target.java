package io.bellwether.coordinator.projection;

import java.util.Locale;

/** What is copied out of the cluster; also the values of a metric's tag. */
public enum Target {
    /** The journal, to Kafka. */
    EVENTS,
    /** How each member is, to Kafka. */
    HEALTH,
    /** The status of the cluster, to Redis. */
    STATUS;

    /** As metrics, logs and health tell it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
