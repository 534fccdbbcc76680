/** The one thread that owns the node and everything else that must not wait. */
@NullMarked
package io.bellwether.agent.loop;

import org.jspecify.annotations.NullMarked;
