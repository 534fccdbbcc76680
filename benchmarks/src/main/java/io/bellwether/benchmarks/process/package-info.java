/** Processes that a benchmark starts beside itself. */
@NullMarked
package io.bellwether.benchmarks.process;

import org.jspecify.annotations.NullMarked;
