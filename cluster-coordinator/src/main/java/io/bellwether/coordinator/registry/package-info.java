/**
 * Who offers what, as they said themselves, for as long as they repeat it. Cluster time decides when a registration is
 * over, so every replica drops it at the same entry.
 */
@NullMarked
package io.bellwether.coordinator.registry;

import org.jspecify.annotations.NullMarked;
