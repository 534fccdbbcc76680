package io.bellwether.protocol.timing;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Warns when the loss of one zone would take the majority of voters along while members live elsewhere. */
public final class VoterZones {

    private VoterZones() {}

    /**
     * The warning, if there is one.
     *
     * @param voterZones The zone of every voter, empty where none is known.
     * @param memberZones The zones of the members, likewise.
     */
    public static Optional<String> warning(List<String> voterZones, List<String> memberZones) {
        // A single voter sits in one zone whatever anybody does.
        if (voterZones.size() < 2) {
            return Optional.empty();
        }
        TreeMap<String, Integer> counts = new TreeMap<>();
        voterZones.forEach(zone -> counts.merge(zone, 1, Integer::sum));
        counts.remove("");
        for (var zone : counts.entrySet()) {
            boolean most = 2 * zone.getValue() > voterZones.size();
            if (most && memberZones.stream().anyMatch(other -> isElsewhere(other, zone.getKey()))) {
                return Optional.of(
                        ("%d of %d voters are in zone '%s' while members live elsewhere: if that zone is lost,"
                                        + " so is the quorum. Move voters to other zones until none holds most of them.")
                                .formatted(zone.getValue(), voterZones.size(), zone.getKey()));
            }
        }
        return Optional.empty();
    }

    private static boolean isElsewhere(String zone, String than) {
        return !zone.isEmpty() && !zone.equals(than);
    }
}
