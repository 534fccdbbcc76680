/** What goes wrong in a run, and when: planned, printed, read back, drawn at random and made smaller. */
@NullMarked
package io.bellwether.simulation.faults;

import org.jspecify.annotations.NullMarked;
