/** Tests of the harness itself, on real processes. */
@NullMarked
package io.bellwether.faults.harness;

import org.jspecify.annotations.NullMarked;
