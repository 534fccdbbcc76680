/** How the host is: CPU, memory, and pauses. */
@NullMarked
package io.bellwether.agent.sampling;

import org.jspecify.annotations.NullMarked;
