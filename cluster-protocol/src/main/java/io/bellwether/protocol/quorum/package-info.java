/** Whether somebody leads: the leader's lease, what others know of it, the modes that follow, and cluster time. */
@NullMarked
package io.bellwether.protocol.quorum;

import org.jspecify.annotations.NullMarked;
