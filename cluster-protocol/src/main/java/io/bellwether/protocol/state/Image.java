package io.bellwether.protocol.state;

import java.util.List;

/**
 * The whole state at one entry, for snapshots. Bounded by the most members and names.
 *
 * @param clusterNanos Cluster time.
 * @param version The state version.
 * @param epoch The epoch.
 * @param lastIncarnation The last incarnation given.
 * @param lastSequence The sequence of the last event.
 * @param namesDropped Names dropped because the books were full.
 * @param started Whether a member was ever confirmed.
 * @param protection Protection mode.
 * @param lives All names, in order.
 */
public record Image(
        long clusterNanos,
        long version,
        long epoch,
        long lastIncarnation,
        long lastSequence,
        long namesDropped,
        boolean started,
        Protection protection,
        List<Life> lives) {

    public Image {
        lives = List.copyOf(lives);
    }
}
