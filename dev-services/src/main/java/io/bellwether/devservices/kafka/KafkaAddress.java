package io.bellwether.devservices.kafka;

/** Where a Kafka broker answers. */
public record KafkaAddress(String bootstrapServers) {}
