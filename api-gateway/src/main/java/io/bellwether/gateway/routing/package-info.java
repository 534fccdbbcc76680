/**
 * Which instances there are to send a request to, and which of them gets it.
 */
@NullMarked
package io.bellwether.gateway.routing;

import org.jspecify.annotations.NullMarked;
