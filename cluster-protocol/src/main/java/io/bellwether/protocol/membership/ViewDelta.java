package io.bellwether.protocol.membership;

import java.util.List;

/**
 * What one commit changed. Deltas form a chain: the one with version v applies to the view of version v - 1 only.
 *
 * @param version The state version after it.
 * @param epoch The epoch after it.
 * @param changes The changes, in order.
 */
public record ViewDelta(long version, long epoch, List<MemberChange> changes) {

    public ViewDelta {
        changes = List.copyOf(changes);
    }
}
