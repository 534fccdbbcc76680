/**
 * Rows of the table {@code logs}: read from what Kafka carries, written to Postgres once each.
 */
@NullMarked
package io.bellwether.consumer.store;

import org.jspecify.annotations.NullMarked;
