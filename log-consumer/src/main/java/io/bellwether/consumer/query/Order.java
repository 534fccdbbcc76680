package io.bellwether.consumer.query;

/** Which record comes first. */
public enum Order {
    ASC,
    DESC
}
