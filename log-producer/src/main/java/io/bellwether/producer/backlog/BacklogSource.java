package io.bellwether.producer.backlog;

import java.time.Duration;

/** Somebody who can tell the backlog now. */
interface BacklogSource extends AutoCloseable {

    /** The longest that one measurement may take. */
    Duration LIMIT = Duration.ofSeconds(10);

    /** Asks for it; every failure means that it cannot be known now. */
    Backlog measure() throws Exception;

    @Override
    void close();
}
