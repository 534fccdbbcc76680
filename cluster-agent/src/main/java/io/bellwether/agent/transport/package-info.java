/** Datagrams: the socket, its queues, and where members are reached. */
@NullMarked
package io.bellwether.agent.transport;

import org.jspecify.annotations.NullMarked;
