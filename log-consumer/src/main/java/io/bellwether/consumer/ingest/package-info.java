/**
 * From Kafka to the store: batches, dead letters, waiting while something is away.
 */
@NullMarked
package io.bellwether.consumer.ingest;

import org.jspecify.annotations.NullMarked;
