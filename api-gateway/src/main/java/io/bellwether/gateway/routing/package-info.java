/**
 * Which instances there are to send a request to.
 */
@NullMarked
package io.bellwether.gateway.routing;

import org.jspecify.annotations.NullMarked;
