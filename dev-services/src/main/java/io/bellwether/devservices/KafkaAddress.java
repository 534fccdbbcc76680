package io.bellwether.devservices;

/** Where a Kafka broker answers. */
public record KafkaAddress(String bootstrapServers) {}
