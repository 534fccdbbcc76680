/** What lies between the machines: latency, loss, cuts, and the count of what went over it. */
@NullMarked
package io.bellwether.simulation.network;

import org.jspecify.annotations.NullMarked;
