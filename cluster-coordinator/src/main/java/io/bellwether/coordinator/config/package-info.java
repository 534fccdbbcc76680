/**
 * The config store: replicated configuration by namespace and key. It changes by what the agreed log says and by nothing
 * else, and knows neither Raft nor Spring.
 */
@NullMarked
package io.bellwether.coordinator.config;

import org.jspecify.annotations.NullMarked;
