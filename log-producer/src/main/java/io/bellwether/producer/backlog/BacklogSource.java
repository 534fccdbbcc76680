package io.bellwether.producer.backlog;

/** Somebody who can tell the backlog now. */
interface BacklogSource extends AutoCloseable {

    /** Asks for it; every failure means that it cannot be known now. */
    Backlog measure() throws Exception;

    @Override
    void close();
}
