package io.bellwether.protocol.monitoring;

/**
 * What the rings left open for one member, to be filled by {@link FilledEdges}.
 *
 * @param outside Neighbours outside its zone that it lacks.
 * @param any Neighbours that it lacks, from wherever. One from outside serves both wishes, but one is not made to wait
 *     for the other: outside there may be nobody.
 */
record Wish(int outside, int any) {

    /** Neighbours outside its own zone that every member should have, so that a zone cannot be cut off unseen. */
    static final int OUTSIDE_MIN = 4;

    /**
     * Different neighbours that every member should have. Five rings give ten, but in a small cluster the same one
     * several times; with eight a member has six accusers or defenders at the 70 % rule, and any four may be dead.
     */
    static final int NEIGHBOURS_MIN = 8;

    static final Wish NONE = new Wish(0, 0);

    /** What is missing with this many different neighbours on the rings. */
    static Wish missing(int neighbours, int neighboursOutside, boolean zonesMatter) {
        int outside = zonesMatter ? Math.max(0, OUTSIDE_MIN - neighboursOutside) : 0;
        int any = Math.max(0, NEIGHBOURS_MIN - neighbours);
        return outside == 0 && any == 0 ? NONE : new Wish(outside, any);
    }

    /** The most edges that this can take. */
    int edgesMax() {
        return Math.min(FilledEdges.ROOM, outside + any);
    }
}
