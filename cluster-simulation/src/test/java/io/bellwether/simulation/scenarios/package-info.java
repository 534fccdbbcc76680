@NullMarked
package io.bellwether.simulation.scenarios;

import org.jspecify.annotations.NullMarked;
