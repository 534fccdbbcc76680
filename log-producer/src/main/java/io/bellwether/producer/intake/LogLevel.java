package io.bellwether.producer.intake;

/** How grave a record is, from least to most. */
public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    FATAL
}
