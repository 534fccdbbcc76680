/** What the agent counts. */
@NullMarked
package io.bellwether.agent.metrics;

import org.jspecify.annotations.NullMarked;
