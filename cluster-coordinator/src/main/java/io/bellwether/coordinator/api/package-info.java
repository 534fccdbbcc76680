/**
 * The REST side of a coordinator.
 */
@NullMarked
package io.bellwether.coordinator.api;

import org.jspecify.annotations.NullMarked;
