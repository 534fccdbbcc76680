/** Real coordinators and many agents, as processes of this machine, and what they cost and stand. */
@NullMarked
package io.bellwether.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
