/** What must hold in every simulated run, whatever goes wrong in it. */
@NullMarked
package io.bellwether.simulation.invariants;

import org.jspecify.annotations.NullMarked;
