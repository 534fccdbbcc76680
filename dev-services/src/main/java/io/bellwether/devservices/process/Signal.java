package io.bellwether.devservices.process;

/** The signals that a node can be sent, by the names that {@code kill} knows. */
public enum Signal {
    TERM,
    INT,
    KILL,
    STOP,
    CONT
}
