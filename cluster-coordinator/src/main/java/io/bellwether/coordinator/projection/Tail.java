package io.bellwether.coordinator.projection;

/** What the end of a topic says about how far events were written: the stored position is the topic itself. */
sealed interface Tail {

    /** Nothing was ever written. */
    record Empty() implements Tail {}

    /** All that was written has been deleted since. */
    record Expired() implements Tail {}

    /**
     * This event was written last.
     *
     * @param sequence Its number.
     * @param index The log entry that caused it: a cluster that was founded anew has other ones.
     */
    record At(long sequence, long index) implements Tail {}
}
