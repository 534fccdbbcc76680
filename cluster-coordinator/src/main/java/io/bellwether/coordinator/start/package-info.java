/** From settings to a coordinator that runs, by Spring Boot. */
@NullMarked
package io.bellwether.coordinator.start;

import org.jspecify.annotations.NullMarked;
