/** The numbers of a coordinator as meters: its log, its verdicts and, while it leads, every member. */
@NullMarked
package io.bellwether.coordinator.metrics;

import org.jspecify.annotations.NullMarked;
