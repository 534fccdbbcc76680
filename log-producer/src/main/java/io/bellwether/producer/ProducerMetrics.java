package io.bellwether.producer;

/** Names of the metrics of this service. */
public final class ProducerMetrics {

    /** Records that Kafka has acknowledged. */
    public static final String PRODUCED = "logs.produced";

    /** Records that were refused, by the code of the reason. */
    public static final String REJECTED = "logs.rejected";

    /** Records in Kafka that the consumer has not stored. */
    public static final String BACKLOG_RECORDS = "logs.backlog.records";

    /** How long the oldest of them has been there. */
    public static final String BACKLOG = "logs.backlog";

    private ProducerMetrics() {}
}
