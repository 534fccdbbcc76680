/**
 * What comes in from outside, before anything is done for it: what is refused, by whom it is, and what is told of it
 * afterwards.
 */
@NullMarked
package io.bellwether.gateway.edge;

import org.jspecify.annotations.NullMarked;
