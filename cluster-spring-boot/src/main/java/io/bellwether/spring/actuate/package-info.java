/** The cluster as an actuator endpoint. */
@NullMarked
package io.bellwether.spring.actuate;

import org.jspecify.annotations.NullMarked;
