/**
 * Clusters of real processes on one machine: started, watched, signalled, and always ended. Whoever waits here waits for a
 * condition that a process itself tells, with a bound.
 */
@NullMarked
package io.bellwether.faults.harness;

import org.jspecify.annotations.NullMarked;
