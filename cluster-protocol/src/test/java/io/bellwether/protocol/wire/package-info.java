/** Tests of the wire, and the fuzzing of it that benchmarks run at length. */
@NullMarked
package io.bellwether.protocol.wire;

import org.jspecify.annotations.NullMarked;
