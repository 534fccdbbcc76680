package io.bellwether.protocol.monitoring;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who watches whom: an undirected graph that every node computes for itself from the names, zones and roles in the
 * view, and from nothing else, so that both ends of an edge agree on it.
 *
 * <p>Up to eleven members everybody watches everybody. Beyond, the edges are those between neighbours on five rings,
 * each ordered by a hash of the names: random graphs of this kind are expanders, and who joins or goes touches only
 * what is beside it. {@link FilledEdges} adds what a member then lacks. Coordinators also watch each other. The state
 * of a member plays no part: somebody must see an unreachable one return.
 */
public final class MonitoringGraph {

    /** Up to this many members everybody watches everybody. */
    public static final int COMPLETE_MAX = 11;

    /** Rings, and so pairs of neighbours. */
    public static final int RINGS = 5;

    /** Coordinators that all watch each other; if there are ever more, it is the first by name. */
    public static final int COORDINATORS_MAX = 11;

    /** The most neighbours of one member that is no coordinator: from the rings, and by filling. */
    public static final int NEIGHBOURS_MAX = 2 * RINGS + FilledEdges.ROOM;

    private final Ring[] rings = new Ring[RINGS];
    private final Ring fillRing = new Ring(RINGS);
    private final FilledEdges filled = new FilledEdges(fillRing, this::onRings);
    private final List<Place> byName = new ArrayList<>();
    private final List<Place> coordinators = new ArrayList<>();
    private View view = View.empty();
    private boolean zonesMatter;
    private long changes;

    public MonitoringGraph() {
        for (int i = 0; i < RINGS; i++) {
            rings[i] = new Ring(i);
        }
    }

    /** Goes to this view, from whatever view it was at. */
    public void update(View next) {
        if (next == view) {
            return;
        }
        MembershipDiff diff = MembershipDiff.between(byName, next.members());
        view = next;
        if (diff.isNothing()) {
            return;
        }
        changes++;
        List<Place> touched = new ArrayList<>(diff.moved());
        diff.gone().forEach(place -> remove(place, touched));
        add(diff);
        byName.clear();
        byName.addAll(diff.all());
        findCoordinators();
        renewWishes(diff, touched);
    }

    private void remove(Place place, List<Place> touched) {
        onRings(place).forEach(touched::add);
        allRings(ring -> ring.remove(place));
        place.leave();
    }

    private void add(MembershipDiff diff) {
        if (fillRing.size() == 0) {
            allRings(ring -> ring.fill(diff.come()));
        } else {
            diff.come().forEach(place -> allRings(ring -> ring.add(place)));
        }
    }

    /** The neighbours of the member with this incarnation, none if it is not in the view. */
    public Neighbours neighboursOf(long incarnation) {
        Member member = view.member(incarnation);
        if (member == null) {
            return Neighbours.NONE;
        }
        Place place = find(member);
        Neighbours known = place.knownAt(changes);
        if (known == null) {
            known = neighboursOf(place);
            place.remember(known, changes);
        }
        return known;
    }

    private Neighbours neighboursOf(Place place) {
        if (byName.size() <= COMPLETE_MAX) {
            Gathering all = new Gathering(place);
            byName.forEach(all::add);
            return all.neighbours();
        }
        Gathering edges = onRings(place);
        filled.of(place).forEach(edges::add);
        if (coordinators.contains(place)) {
            coordinators.forEach(edges::add);
        }
        return edges.neighbours();
    }

    /** The different neighbours on the five rings: ten, fewer where two rings name the same one. */
    private Gathering onRings(Place place) {
        Gathering gathering = new Gathering(place);
        for (Ring ring : rings) {
            int position = ring.positionOf(place);
            gathering.add(ring.at(position - 1));
            gathering.add(ring.at(position + 1));
        }
        return gathering;
    }

    private void allRings(Consumer<Ring> action) {
        for (Ring ring : rings) {
            action.accept(ring);
        }
        action.accept(fillRing);
    }

    private void findCoordinators() {
        coordinators.clear();
        for (Place place : byName) {
            if (place.member().coordinator() && coordinators.size() < COORDINATORS_MAX) {
                coordinators.add(place);
            }
        }
    }

    private void renewWishes(MembershipDiff diff, List<Place> touched) {
        boolean mattered = zonesMatter;
        zonesMatter = hasTwoZones();
        if (mattered != zonesMatter || diff.come().size() > byName.size() / (4 * RINGS)) {
            byName.forEach(this::renewWish);
            return;
        }
        touched.forEach(this::renewWish);
        diff.come().forEach(this::renewWishesAround);
        diff.moved().forEach(this::renewWishesAround);
    }

    private void renewWishesAround(Place place) {
        renewWish(place);
        onRings(place).forEach(this::renewWish);
    }

    private void renewWish(Place place) {
        if (!place.hasLeft()) {
            Gathering neighbours = onRings(place);
            boolean inZone = zonesMatter && !place.member().zone().isEmpty();
            place.wishes(Wish.missing(neighbours.size(), neighbours.outside(), inZone));
        }
    }

    private boolean hasTwoZones() {
        String first = "";
        for (Place place : byName) {
            String zone = place.member().zone();
            if (first.isEmpty()) {
                first = zone;
            } else if (!zone.isEmpty() && !zone.equals(first)) {
                return true;
            }
        }
        return false;
    }

    private Place find(Member member) {
        int low = 0;
        int high = byName.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = byName.get(middle).member().id().compareTo(member.id());
            if (order == 0) {
                return byName.get(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        throw new IllegalStateException("%s is in %s but not in its graph".formatted(member.id(), view));
    }
}
