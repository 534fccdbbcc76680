/** Who watches whom: the graph of edges on which beats travel, a pure function of the membership. */
@NullMarked
package io.bellwether.protocol.monitoring;

import org.jspecify.annotations.NullMarked;
