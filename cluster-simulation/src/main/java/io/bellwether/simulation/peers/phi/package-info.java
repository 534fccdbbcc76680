/**
 * A peer: phi with one observer, as Akka's (and Pekko's) cluster membership runs it with its defaults.
 *
 * <p>Modelled: the ring that picks whom to watch, heartbeats and their responses, phi by the logistic approximation over
 * the last 200 intervals in milliseconds, reachability as the union of what all observers say, gossip of the whole state
 * to one member per second (three while fewer than half have seen it) with preference for those who have not, version
 * vectors and merge, the leader that moves members on convergence, joining, and a new process in an old one's place.
 *
 * <p>Left out: data centres, WeaklyUp, the strategies of the split brain resolver (nobody is removed unless
 * {@code downAfter} is set, which is the former auto-down), compression of addresses in Artery, expiry of tombstones.
 */
@NullMarked
package io.bellwether.simulation.peers.phi;

import org.jspecify.annotations.NullMarked;
