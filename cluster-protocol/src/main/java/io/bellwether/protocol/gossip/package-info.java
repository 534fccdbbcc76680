/** How news travels: views by deltas, soft state by rumours, and what repairs both when a datagram is lost. */
@NullMarked
package io.bellwether.protocol.gossip;

import org.jspecify.annotations.NullMarked;
