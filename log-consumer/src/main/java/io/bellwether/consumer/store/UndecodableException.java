package io.bellwether.consumer.store;

/** A record of the topic is not what a log record looks like. */
public final class UndecodableException extends Exception {

    UndecodableException(String message) {
        super(message);
    }
}
