package io.bellwether.devservices.netns;

/** Which way packets go, as a node sees it. */
public enum Way {
    /** To the node: what the others send. */
    IN,
    /** From the node: what it sends to the others. */
    OUT
}
