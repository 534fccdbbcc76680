/** Each scenario on real networks once, where that is possible: Linux, and root. */
@NullMarked
package io.bellwether.faults.network;

import org.jspecify.annotations.NullMarked;
