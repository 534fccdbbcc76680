/**
 * What the gateway tells of its own routing.
 */
@NullMarked
package io.bellwether.gateway.show;

import org.jspecify.annotations.NullMarked;
