/** Benchmarks of the whole, in a small form. */
@NullMarked
package io.bellwether.it.bench;

import org.jspecify.annotations.NullMarked;
