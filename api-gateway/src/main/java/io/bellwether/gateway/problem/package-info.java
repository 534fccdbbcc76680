/**
 * What a client is told when its request cannot be served (RFC 9457).
 */
@NullMarked
package io.bellwether.gateway.problem;

import org.jspecify.annotations.NullMarked;
