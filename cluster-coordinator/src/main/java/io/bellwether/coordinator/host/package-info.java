/** What hosts the members' state and its further parts on the agreed log. */
@NullMarked
package io.bellwether.coordinator.host;

import org.jspecify.annotations.NullMarked;
