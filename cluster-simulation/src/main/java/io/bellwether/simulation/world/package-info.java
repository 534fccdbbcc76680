/** Virtual time: machines that run programs, and the one queue of what happens next. */
@NullMarked
package io.bellwether.simulation.world;

import org.jspecify.annotations.NullMarked;
