package io.bellwether.coordinator.host;

import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.state.Protection;

/**
 * The replicated membership as of one entry, for readers on any thread.
 *
 * @param index The entry, -1 before the first.
 * @param view The members.
 * @param clusterNanos Cluster time.
 * @param protection Whether removal has stopped, and why.
 * @param hash Over all that is decided; the same on every replica at the same index.
 */
public record Replicated(long index, View view, long clusterNanos, Protection protection, long hash) {}
