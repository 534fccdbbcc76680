/** What is shown about the protocol, each by a command of its own. */
@NullMarked
package io.bellwether.simulation.scenarios;

import org.jspecify.annotations.NullMarked;
