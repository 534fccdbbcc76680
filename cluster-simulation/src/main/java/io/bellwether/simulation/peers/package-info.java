/** What every protocol under comparison can be asked, and what the peers' programs share. */
@NullMarked
package io.bellwether.simulation.peers;

import org.jspecify.annotations.NullMarked;
