/**
 * A running coordinator: the authority on the agent's loop, the replicated state on the thread of the log, and what
 * passes between them. Knows no Spring; what speaks HTTP is in {@code api}.
 */
@NullMarked
package io.bellwether.coordinator.host;

import org.jspecify.annotations.NullMarked;
