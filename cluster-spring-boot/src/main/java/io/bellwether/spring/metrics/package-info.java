/** The numbers of the agent as meters. */
@NullMarked
package io.bellwether.spring.metrics;

import org.jspecify.annotations.NullMarked;
