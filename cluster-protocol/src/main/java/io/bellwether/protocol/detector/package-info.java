/** What one node thinks of one other: heartbeats, phi, and the verdict about an edge. */
@NullMarked
package io.bellwether.protocol.detector;

import org.jspecify.annotations.NullMarked;
