package io.bellwether.gateway.cache;

/** What the cache could do for a query. */
sealed interface Lookup {

    Scope scope();

    /** It has an answer that still holds. */
    record Hit(CachedAnswer answer, Scope scope) implements Lookup {}

    /**
     * It has none.
     *
     * @param generation To be kept with the one that will be given: a write in between makes it old.
     */
    record Miss(long generation, Scope scope) implements Lookup {}

    /** For whom it was looked up. */
    enum Scope {
        /** For all gateways, in Redis. */
        SHARED,
        /** For this process, because Redis does not answer. */
        PROCESS
    }
}
