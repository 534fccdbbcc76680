/** How messages travel: the bytes of every datagram, what authenticates them, and what is refused. */
@NullMarked
package io.bellwether.protocol.wire;

import org.jspecify.annotations.NullMarked;
