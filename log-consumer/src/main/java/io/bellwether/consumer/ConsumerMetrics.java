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

    /** Events of the cluster that Postgres has committed. */
    public static final String EVENTS_STORED = "cluster.events.stored";

    /** Health samples of members that Postgres has committed. */
    public static final String SAMPLES_STORED = "health.samples.stored";

    /** Events and health samples that cannot be stored, by cause. */
    public static final String CLUSTER_DEAD_LETTERED = "cluster.records.dead.lettered";

    private ConsumerMetrics() {}
}
