/**
 * The protocol without IO: state machines that take inputs and time as arguments and return effects. Imports
 * nothing but the JDK, and of the JDK no clock, thread, socket or random source of its own, because the simulator must
 * own all of them.
 */
@NullMarked
package io.bellwether.protocol;

import org.jspecify.annotations.NullMarked;
