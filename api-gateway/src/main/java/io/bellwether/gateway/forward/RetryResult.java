package io.bellwether.gateway.forward;

/** What became of the wish to send a request once more. */
enum RetryResult {
    SENT,
    NO_BUDGET
}
