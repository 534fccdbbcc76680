/**
 * A peer: SWIM with Lifeguard, as hashicorp/memberlist runs it with its defaults for a LAN.
 *
 * <p>Modelled: the randomised round of probes with indirect probes and the ping over a connection beside them, nacks and
 * the local health multiplier, the suspicion that shortens with each independent confirmation, the suspect that is told
 * so in the ping itself (buddy system), refutation by incarnation, gossip and piggybacking from one queue with a limited
 * count of transmissions, full exchanges of state at an interval that grows with the cluster, forgetting the dead.
 *
 * <p>Left out: protocol versions, metadata, encryption, name conflicts (a machine is its name, also after a restart
 * under another), and the queue between socket and handler.
 */
@NullMarked
package io.bellwether.simulation.peers.lifeguard;

import org.jspecify.annotations.NullMarked;
