/** Every small cluster under every crash, broken link and split: what must come of it, and what did. */
@NullMarked
package io.bellwether.simulation.scenarios.small;

import org.jspecify.annotations.NullMarked;
