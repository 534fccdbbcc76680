/**
 * A coordinator: agrees with its peers who is in the cluster, who leads and what is configured. It decides nothing
 * itself; the decisions are those of the protocol.
 */
@NullMarked
package io.bellwether.coordinator;

import org.jspecify.annotations.NullMarked;
