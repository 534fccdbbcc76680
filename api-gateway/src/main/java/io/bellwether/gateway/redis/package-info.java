/**
 * Redis as far as the gateway uses it: it may be slow or away, and then everything goes on in this process.
 */
@NullMarked
package io.bellwether.gateway.redis;

import org.jspecify.annotations.NullMarked;
