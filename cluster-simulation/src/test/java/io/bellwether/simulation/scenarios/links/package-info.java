@NullMarked
package io.bellwether.simulation.scenarios.links;

import org.jspecify.annotations.NullMarked;
