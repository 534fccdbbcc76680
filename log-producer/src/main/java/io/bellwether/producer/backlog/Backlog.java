package io.bellwether.producer.backlog;

import java.time.Duration;
import java.time.Instant;

/**
 * What Kafka held at a moment that the consumer had not stored.
 *
 * @param records How many records.
 * @param oldest How long the oldest of them had been in Kafka; zero where there was none.
 * @param at When this was so.
 */
public record Backlog(long records, Duration oldest, Instant at) {}
