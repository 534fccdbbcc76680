/** Our own cluster in a simulated world: the production classes, driven by simulated machines. */
@NullMarked
package io.bellwether.simulation.cluster;

import org.jspecify.annotations.NullMarked;
