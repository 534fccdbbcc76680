package io.bellwether.coordinator.host;

import io.bellwether.protocol.membership.NodeId;
import java.net.URI;

/**
 * Where a coordinator serves HTTP.
 *
 * @param id Whose place it is.
 * @param inside Where other members reach it.
 * @param outside Where people and programs outside the cluster reach it.
 */
public record Place(NodeId id, URI inside, URI outside) {}
