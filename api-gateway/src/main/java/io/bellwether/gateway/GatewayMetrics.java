package io.bellwether.gateway;

/** Names of the metrics of this service. */
public final class GatewayMetrics {

    /** Queries, by what the cache could do for them. */
    public static final String CACHE = "gateway.cache";

    /** Calls of Redis that failed or took too long, by operation. */
    public static final String REDIS_FAILURES = "gateway.redis.failures";

    /** Whether Redis does not answer. */
    public static final String REDIS_AWAY = "gateway.redis.away";

    /** Requests refused because their client has sent too many. */
    public static final String LIMITED = "gateway.limited";

    /** Requests sent to an instance, by how that went. */
    public static final String TRIES = "gateway.tries";

    /** Failed requests that may be sent once more, by whether they were. */
    public static final String RETRIES = "gateway.retries";

    /** Requests for which there was no instance, by why. */
    public static final String UNSERVED = "gateway.unserved";

    /** Instances of each service, by how they stand with this gateway. */
    public static final String INSTANCES = "gateway.instances";

    /** Instances that were left out because of their failures. */
    public static final String EJECTIONS = "gateway.ejections";

    /** Whether all instances of a service get requests because too few of them are well. */
    public static final String PANIC = "gateway.panic";

    /** Requests refused at the door, by why. */
    public static final String REFUSED = "gateway.refused";

    /** Requests that are being sent on. */
    public static final String REQUESTS_INSIDE = "gateway.requests.inside";

    /** How many are sent on at once at most. */
    public static final String REQUESTS_LIMIT = "gateway.requests.limit";

    /** Connections that clients hold open. */
    public static final String CONNECTIONS_OPEN = "gateway.connections.open";

    /** How many are held at once at most. */
    public static final String CONNECTIONS_LIMIT = "gateway.connections.limit";

    /** Readers that follow the view of this gateway: open consoles, mostly. */
    public static final String CONSOLE_READERS = "gateway.console.readers";

    private GatewayMetrics() {}
}
