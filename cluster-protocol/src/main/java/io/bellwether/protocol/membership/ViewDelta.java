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
        if (version < 0 || epoch < 0) {
            throw new IllegalArgumentException(
                    "version and epoch of a delta must be >= 0, got %d and %d".formatted(version, epoch));
        }
    }
}
