/** What can be run by name: scenarios, the options they take, and how their runs are spread over the cores. */
@NullMarked
package io.bellwether.simulation.scenario;

import org.jspecify.annotations.NullMarked;
