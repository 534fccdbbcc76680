/**
 * Benchmarks of the parts and of the whole, each beside a peer in the same run.
 */
@NullMarked
package io.bellwether.benchmarks;

import org.jspecify.annotations.NullMarked;
