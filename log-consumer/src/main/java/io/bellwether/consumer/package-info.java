/**
 * Stores log records from Kafka in Postgres and answers queries about them.
 */
@NullMarked
package io.bellwether.consumer;

import org.jspecify.annotations.NullMarked;
