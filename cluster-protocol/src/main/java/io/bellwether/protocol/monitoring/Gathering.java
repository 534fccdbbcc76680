package io.bellwether.protocol.monitoring;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Gathers the neighbours of one member, each once and never itself. They are few, so it looks at all of them. */
final class Gathering {

    private final Place self;
    private @Nullable Place[] places = new @Nullable Place[2 * MonitoringGraph.RINGS];
    private int size;

    Gathering(Place self) {
        this.self = self;
    }

    void add(Place place) {
        if (place == self) {
            return;
        }
        for (int i = 0; i < size; i++) {
            if (places[i] == place) {
                return;
            }
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
        }
        places[size++] = place;
    }

    int size() {
        return size;
    }

    /** How many are outside the zone of the one in the middle. */
    int outside() {
        int outside = 0;
        for (int i = 0; i < size; i++) {
            if (self.isOutside(get(i))) {
                outside++;
            }
        }
        return outside;
    }

    void forEach(Consumer<Place> action) {
        for (int i = 0; i < size; i++) {
            action.accept(get(i));
        }
    }

    boolean contains(Place place) {
        for (int i = 0; i < size; i++) {
            if (places[i] == place) {
                return true;
            }
        }
        return false;
    }

    Neighbours neighbours() {
        long[] incarnations = new long[size];
        for (int i = 0; i < size; i++) {
            incarnations[i] = get(i).member().incarnation();
        }
        return Neighbours.of(incarnations);
    }

    private Place get(int index) {
        return Objects.requireNonNull(places[index]);
    }
}
