package io.bellwether.protocol.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The edges that give each member what the five rings left open: neighbours outside its zone, and enough of them.
 *
 * <p>All members stand on a sixth ring. Each looks ahead for as many others as its {@link Wish} names and takes the
 * nearest with room; each with room takes the nearest behind it that still wish. Nearest first on both sides is a stable
 * matching, and whether a pair is in it depends on nothing but the members between the two. So both ends find the same
 * edge by looking at a short stretch of the ring, and a join changes edges near it only.
 *
 * <p>Where wish and bound conflict, the bound wins: a member takes at most {@link #ROOM} such edges, and looks at most
 * {@link #REACH} places far. One member of a zone of its own beside 999 others gets six more edges, not 999; most of
 * the 999 then stay without a neighbour outside, because there is none to be had.
 */
final class FilledEdges {

    /** Edges that filling may give to one member, its own wishes included. */
    static final int ROOM = 6;

    /** How far ahead a member looks. Found by trying: at zones of one to three, 64 leave fewer than 1 % unfilled. */
    static final int REACH = 64;

    private final Ring ring;
    private final Function<Place, Gathering> onRings;

    /** Filling on this ring, beside the edges that the other rings give. */
    FilledEdges(Ring ring, Function<Place, Gathering> onRings) {
        this.ring = ring;
        this.onRings = onRings;
    }

    /** A member that still wishes, on the way around the ring. */
    private final class Seeker {
        private final Place place;
        private final int position;
        private @Nullable Gathering hasAlready;
        private int outside;
        private int any;
        private int edgesLeft;

        private Seeker(Place place, int position) {
            this.place = place;
            this.position = position;
            this.outside = place.wish().outside();
            this.any = place.wish().any();
            this.edgesLeft = place.wish().edgesMax();
        }

        private boolean isContent() {
            return edgesLeft == 0 || (outside == 0 && any == 0);
        }

        private boolean takes(Place other) {
            boolean helpsOutside = outside > 0 && place.isOutside(other);
            if ((any == 0 && !helpsOutside) || has(other)) {
                return false;
            }
            outside -= helpsOutside ? 1 : 0;
            any -= any > 0 ? 1 : 0;
            edgesLeft--;
            return true;
        }

        /** Asked only once somebody suits: where a zone is alone with its wishes, nobody ever does. */
        private boolean has(Place other) {
            if (hasAlready == null) {
                hasAlready = onRings.apply(place);
            }
            return hasAlready.contains(other);
        }
    }

    /** The members that filling makes neighbours of this one. */
    List<Place> of(Place place) {
        List<Place> found = new ArrayList<>();
        List<Seeker> seekers = new ArrayList<>();
        int reach = Math.min(REACH, ring.size() - 1);
        int own = ring.positionOf(place);
        for (int position = own - reach; position <= own + reach; position++) {
            Place here = ring.at(position);
            serve(here, position, reach, seekers, seeker -> {
                if (here == place) {
                    found.add(seeker);
                } else if (seeker == place) {
                    found.add(here);
                }
            });
            if (here.wish().edgesMax() > 0) {
                seekers.add(new Seeker(here, position));
            }
        }
        return found;
    }

    /** Gives the room that this member has to those behind it that still wish, the nearest first. */
    private static void serve(Place here, int position, int reach, List<Seeker> seekers, Consumer<Place> taken) {
        int room = ROOM - here.wish().edgesMax();
        for (int i = seekers.size() - 1; i >= 0 && room > 0; i--) {
            Seeker seeker = seekers.get(i);
            if (position - seeker.position > reach) {
                return;
            }
            if (seeker.takes(here)) {
                room--;
                taken.accept(seeker.place);
                if (seeker.isContent()) {
                    seekers.remove(i);
                }
            }
        }
    }
}
