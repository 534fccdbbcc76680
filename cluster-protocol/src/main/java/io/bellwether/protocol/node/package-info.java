/** A node: the half of the protocol that every process runs. Inputs in, effects out. */
@NullMarked
package io.bellwether.protocol.node;

import org.jspecify.annotations.NullMarked;
