/**
 * The bellwether command: starts, stops and shows the system on one machine.
 */
@NullMarked
package io.bellwether.cli;

import org.jspecify.annotations.NullMarked;
