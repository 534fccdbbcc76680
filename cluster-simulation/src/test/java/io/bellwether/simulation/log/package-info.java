@NullMarked
package io.bellwether.simulation.log;

import org.jspecify.annotations.NullMarked;
