/**
 * What Kafka holds that the consumer has not stored yet. It is measured here because whoever is behind may be dead.
 */
@NullMarked
package io.bellwether.producer.backlog;

import org.jspecify.annotations.NullMarked;
