/**
 * The replicated state: commands in, events out, the same on every coordinator. {@link
 * io.bellwether.protocol.state.Transitions} is the table that says what can happen to a member; nothing else moves one.
 */
@NullMarked
package io.bellwether.protocol.state;

import org.jspecify.annotations.NullMarked;
