/**
 * What happened, numbered: the latest events of members, configuration and registry. The journal is replicated state, so
 * a reader may go on at any coordinator where it stopped at another.
 */
@NullMarked
package io.bellwether.coordinator.journal;

import org.jspecify.annotations.NullMarked;
