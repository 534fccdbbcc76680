/** The replicated state: commands in, events out, the same on every coordinator. */
@NullMarked
package io.bellwether.protocol.state;

import org.jspecify.annotations.NullMarked;
