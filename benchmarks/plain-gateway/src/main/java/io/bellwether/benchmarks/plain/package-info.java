/** A gateway with nothing of ours but the list of instances. */
@NullMarked
package io.bellwether.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
