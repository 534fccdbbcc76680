/**
 * What the leader knows, copied to where others look for it: events and health samples to Kafka, a status snapshot to
 * Redis. Nothing in the cluster waits for it or reads it back: each copy has a thread of its own, a bounded memory, and may
 * fail for ever.
 */
@NullMarked
package io.bellwether.coordinator.projection;

import org.jspecify.annotations.NullMarked;
