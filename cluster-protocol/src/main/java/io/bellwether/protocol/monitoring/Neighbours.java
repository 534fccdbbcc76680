package io.bellwether.protocol.monitoring;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** The members at the other ends of one member's edges: their incarnations, in ascending order, immutable. */
public final class Neighbours {

    /** Of somebody who is not a member, or is alone. */
    public static final Neighbours NONE = new Neighbours(new long[0]);

    private final long[] incarnations;

    private Neighbours(long[] incarnations) {
        this.incarnations = incarnations;
    }

    static Neighbours of(long[] incarnations) {
        long[] sorted = incarnations.clone();
        Arrays.sort(sorted);
        return new Neighbours(sorted);
    }

    public int size() {
        return incarnations.length;
    }

    /** The incarnation of the neighbour with this index, from 0. */
    public long incarnation(int index) {
        return incarnations[index];
    }

    public boolean contains(long incarnation) {
        return Arrays.binarySearch(incarnations, incarnation) >= 0;
    }

    public void forEach(LongConsumer action) {
        for (long incarnation : incarnations) {
            action.accept(incarnation);
        }
    }

    /** A copy, for those who need an array. */
    public long[] toArray() {
        return incarnations.clone();
    }

    /** Those of these that the others lack. */
    Neighbours without(Neighbours others) {
        long[] rest = Arrays.stream(incarnations)
                .filter(incarnation -> !others.contains(incarnation))
                .toArray();
        return rest.length == 0 ? NONE : new Neighbours(rest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Neighbours that && Arrays.equals(incarnations, that.incarnations);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(incarnations);
    }

    @Override
    public String toString() {
        return Arrays.toString(incarnations);
    }
}
