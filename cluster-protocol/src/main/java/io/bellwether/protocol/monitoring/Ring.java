package io.bellwether.protocol.monitoring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All members in a circle, ordered by a hash of their names. Who joins or goes changes only what is beside it. */
final class Ring {

    private final int number;
    private final Comparator<Place> order;
    private @Nullable Place[] places = new @Nullable Place[16];
    private int size;

    Ring(int number) {
        this.number = number;
        // Two names with one hash are as likely as a dead universe, but their order must be the same everywhere too.
        this.order = (a, b) -> {
            int byHash = Long.compare(a.onRing(number), b.onRing(number));
            return byHash != 0 ? byHash : a.member().id().compareTo(b.member().id());
        };
    }

    int number() {
        return number;
    }

    int size() {
        return size;
    }

    /** The member at this position, counted around the circle in either direction. */
    Place at(int position) {
        return Objects.requireNonNull(places[Math.floorMod(position, size)]);
    }

    int positionOf(Place place) {
        int position = search(place);
        if (position < 0) {
            throw new IllegalStateException(
                    "%s is not on ring %d".formatted(place.member().id(), number));
        }
        return position;
    }

    void add(Place place) {
        int position = search(place);
        if (position >= 0) {
            throw new IllegalStateException(
                    "%s is on ring %d already".formatted(place.member().id(), number));
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        int free = -position - 1;
        System.arraycopy(places, free, places, free + 1, size - free);
        places[free] = place;
        size++;
    }

    /** Adds many to an empty ring at the price of one sort. */
    void fill(List<Place> all) {
        if (size > 0) {
            throw new IllegalStateException("ring %d holds %d members already".formatted(number, size));
        }
        Place[] sorted = all.toArray(Place[]::new);
        Arrays.sort(sorted, order);
        places = Arrays.copyOf(sorted, Math.max(16, sorted.length));
        size = sorted.length;
    }

    void remove(Place place) {
        int position = positionOf(place);
        System.arraycopy(places, position + 1, places, position, size - position - 1);
        size--;
        places[size] = null;
    }

    private int search(Place place) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = order.compare(Objects.requireNonNull(places[middle]), place);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
