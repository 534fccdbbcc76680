package io.bellwether.gateway;

/** Names of the metrics of this service. */
public final class GatewayMetrics {

    /** Queries, by what the cache could do for them. */
    public static final String CACHE = "gateway.cache";

    /** Calls of Redis that failed or took too long, by operation. */
    public static final String CACHE_FAILURES = "gateway.cache.failures";

    /** Readers that follow the view of this gateway: open consoles, mostly. */
    public static final String CONSOLE_READERS = "gateway.console.readers";

    private GatewayMetrics() {}
}
