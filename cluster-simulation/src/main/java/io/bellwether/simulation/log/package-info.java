/** A model of the log that the coordinators agree on: a small Raft over the simulated network, and what watches it. */
@NullMarked
package io.bellwether.simulation.log;

import org.jspecify.annotations.NullMarked;
