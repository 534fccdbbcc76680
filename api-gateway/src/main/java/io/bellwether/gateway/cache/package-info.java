/**
 * Answers to queries, kept in Redis for a moment. Redis may be slow or away: then there is no cache, and nothing else.
 */
@NullMarked
package io.bellwether.gateway.cache;

import org.jspecify.annotations.NullMarked;
