/** What is shown about bad links: loss, dead and one-way links, partitions. */
@NullMarked
package io.bellwether.simulation.scenarios.links;

import org.jspecify.annotations.NullMarked;
