package io.bellwether.gateway.cache;

import java.util.Locale;

/** What the cache did for a query; clients see it in {@code X-Cache}. */
enum CacheResult {
    HIT,
    MISS,
    BYPASS;

    /** The value of the metric's tag. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
