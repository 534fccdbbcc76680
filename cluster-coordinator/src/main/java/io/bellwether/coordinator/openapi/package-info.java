/** The description of the REST interface, made from the controllers and served at {@code /v3/api-docs}. */
@NullMarked
package io.bellwether.coordinator.openapi;

import org.jspecify.annotations.NullMarked;
