package io.bellwether.simulation.scenarios.small;

import java.util.ArrayList;
import java.util.List;

/**
 * Says beforehand what must become of each member, from who reaches whom and where the coordinators stand.
 *
 * <p>Any coordinator that exchanges messages with a majority of all coordinators, itself counted, may lead; leadership
 * moves during a case, so only what the rules say under each of them is asked. Where none has a majority nothing can be
 * committed, and everybody is kept. Two things no rule can tell, whatever it does: of two members, and of a sole
 * coordinator and all the others, which of the two sides is the one that is cut off.
 */
final class Oracle {

    private static final int GROUP_MIN = 4;
    private static final int GONE_MIN = 3;

    private final Reach reach;
    private final int coordinators;
    private final int zones;
    private final List<Integer> leaders = new ArrayList<>();
    private final List<Fate> fates = new ArrayList<>();

    Oracle(Reach reach, int coordinators, int zones) {
        this.reach = reach;
        this.coordinators = coordinators;
        this.zones = zones;
        for (int coordinator = 0; coordinator < coordinators; coordinator++) {
            if (2 * coordinatorsJoinedWith(coordinator) > coordinators) {
                leaders.add(coordinator);
            }
        }
        List<Rulebook> underEach = leaders.stream()
                .map(leader -> new Rulebook(reach, coordinators, leader))
                .toList();
        for (int subject = 0; subject < reach.machines(); subject++) {
            fates.add(fate(subject, underEach));
        }
    }

    /** Who may lead, as the network is. */
    List<Integer> leaders() {
        return leaders;
    }

    boolean hasQuorum() {
        return !leaders.isEmpty();
    }

    Fate fate(int machine) {
        return fates.get(machine);
    }

    List<Fate> fates() {
        return fates;
    }

    /** Why the case cannot be decided; empty if it can, for each of its members. */
    String undecided() {
        return fates.stream()
                .filter(fate -> fate.kind() == Fate.Kind.UNDECIDED)
                .map(Fate::why)
                .findFirst()
                .orElse("");
    }

    private int coordinatorsJoinedWith(int machine) {
        return (int) Subsets.range(0, coordinators).stream()
                .filter(coordinator -> reach.joins(machine, coordinator))
                .count();
    }

    private Fate fate(int subject, List<Rulebook> underEach) {
        if (!hasQuorum()) {
            return new Fate(Fate.Kind.KEPT, "no majority of coordinators, so nothing can be committed");
        }
        String open = cannotBeTold();
        if (!open.isEmpty() && subject >= coordinators) {
            return new Fate(Fate.Kind.UNDECIDED, open);
        }
        List<Fate.Kind> kinds =
                underEach.stream().map(rules -> rules.fate(subject)).distinct().toList();
        if (kinds.size() > 1) {
            return new Fate(Fate.Kind.UNDECIDED, "it depends on which coordinator leads");
        }
        return new Fate(
                kinds.getFirst(),
                switch (kinds.getFirst()) {
                    case KEPT -> "too few observers lose it, or a majority of the coordinators reaches it";
                    case LOST_BUT_HEARD -> "enough observers lose it and no majority reaches it, but some hear it";
                    case LOST -> "nobody hears it who is heard by the coordinators' majority";
                    case UNDECIDED -> "it depends on whose link is found bad first";
                });
    }

    /** Why nobody could tell which side is cut off; empty where the majority of several coordinators settles it. */
    private String cannotBeTold() {
        boolean aloneAndAlive = coordinators == 1;
        int living = 0;
        for (int machine = 1; machine < reach.machines(); machine++) {
            aloneAndAlive &= !reach.joins(0, machine);
            living += reach.lives(machine) ? 1 : 0;
        }
        if (!aloneAndAlive || living == 0) {
            return "";
        }
        return reach.machines() == 2
                ? "two members: either may be the one that is cut off"
                : "the sole coordinator reaches nobody: it may be cut off itself, or all the others";
    }

    /** Why protection must stop all removal; empty if it must not. */
    String protection() {
        int smallGone = 0;
        int smallCounted = 0;
        for (int zone = 0; zone < zones; zone++) {
            int gone = 0;
            int counted = 0;
            for (int machine = zone; machine < reach.machines(); machine += zones) {
                counted++;
                gone += fate(machine).isLost() ? 1 : 0;
            }
            if (counted < GROUP_MIN) {
                smallGone += gone;
                smallCounted += counted;
            } else if (isTooMany(gone, counted)) {
                return "%d of %d of a zone are gone".formatted(gone, counted);
            }
        }
        return isTooMany(smallGone, smallCounted)
                ? "%d of %d of the small zones are gone".formatted(smallGone, smallCounted)
                : "";
    }

    private static boolean isTooMany(int gone, int counted) {
        return gone >= GONE_MIN && 2 * gone > counted;
    }
}
