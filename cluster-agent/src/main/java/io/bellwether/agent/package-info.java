/**
 * The runtime of the protocol in a process: sockets, timers, the client to the coordinators, sampling of the host.
 * Knows no Spring.
 */
@NullMarked
package io.bellwether.agent;

import org.jspecify.annotations.NullMarked;
