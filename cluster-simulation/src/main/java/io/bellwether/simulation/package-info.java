/**
 * Runs the production classes of the protocol under virtual time, a simulated network and injected faults.
 */
@NullMarked
package io.bellwether.simulation;

import org.jspecify.annotations.NullMarked;
