package io.bellwether.gateway.limit;

/**
 * Whether a client may send a request now.
 *
 * @param remaining How many it could send at once after it, as far as this gateway knows.
 * @param isShared Whether that counts for all gateways, or for this process alone.
 */
record Verdict(boolean isAllowed, long remaining, boolean isShared) {}
