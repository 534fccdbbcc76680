/** Drives one run and watches it: one class for our cluster, one for the peers that we are compared with. */
@NullMarked
package io.bellwether.simulation.run;

import org.jspecify.annotations.NullMarked;
