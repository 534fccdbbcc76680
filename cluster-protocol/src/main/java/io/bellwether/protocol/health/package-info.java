/** How well a node is: one score of 0 to 100 from many inputs, with every term to be seen. */
@NullMarked
package io.bellwether.protocol.health;

import org.jspecify.annotations.NullMarked;
