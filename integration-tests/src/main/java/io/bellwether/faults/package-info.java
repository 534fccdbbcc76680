/** Runs real processes and breaks them on purpose: {@code ./bellwether faults}. */
@NullMarked
package io.bellwether.faults;

import org.jspecify.annotations.NullMarked;
