package io.bellwether.consumer;

/** Names of the metrics of this service. */
public final class ConsumerMetrics {

    /** Records that Postgres has committed. */
    public static final String STORED = "logs.stored";

    /** Records that were in Postgres already and were dropped. */
    public static final String DUPLICATES = "logs.duplicates";

    /** Records that cannot be stored and went to the dead-letter topic, by cause. */
    public static final String DEAD_LETTERED = "logs.dead.lettered";

    /** Time from a record's arrival in Kafka to its commit in Postgres. */
    public static final String LAG = "logs.lag";

    private ConsumerMetrics() {}
}
