/**
 * How many requests one client may send: counted in Redis for all gateways together, and in this process while Redis is
 * away.
 */
@NullMarked
package io.bellwether.gateway.limit;

import org.jspecify.annotations.NullMarked;
