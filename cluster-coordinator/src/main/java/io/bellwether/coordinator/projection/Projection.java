package io.bellwether.coordinator.projection;

/** One copy, while this coordinator leads. Made, used and closed by one thread, which may wait; a failure is thrown. */
interface Projection extends AutoCloseable {

    /** Connects, finds out how far it was written before, and says in a few words where it goes on. */
    String open() throws InterruptedException;

    /** Writes what there is, or waits a moment for something to come; false if nothing will ever come. */
    boolean round() throws InterruptedException;

    @Override
    void close();
}
