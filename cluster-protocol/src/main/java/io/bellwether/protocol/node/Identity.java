package io.bellwether.protocol.node;

import io.bellwether.protocol.membership.NodeId;

/**
 * Who a process says it is.
 *
 * @param id Its name.
 * @param instanceId Names this process; new at each start.
 * @param address Where its datagrams go.
 * @param zone Its zone, or empty.
 * @param failureDomain Its host or rack, or empty.
 * @param coordinator Whether it is a coordinator.
 */
public record Identity(
        NodeId id, String instanceId, String address, String zone, String failureDomain, boolean coordinator) {

    /** The same process, reached elsewhere. */
    Identity at(String newAddress) {
        return new Identity(id, instanceId, newAddress, zone, failureDomain, coordinator);
    }
}
