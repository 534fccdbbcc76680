/**
 * The log that coordinators agree on: one small interface, its implementation by Apache Ratis, and the five safeguards
 * around the library. Knows nothing of Spring, and nothing of what the entries say.
 */
@NullMarked
package io.bellwether.coordinator.raft;

import org.jspecify.annotations.NullMarked;
