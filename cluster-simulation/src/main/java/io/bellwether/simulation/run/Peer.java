package io.bellwether.simulation.run;

import io.bellwether.simulation.peers.lifeguard.LifeguardNode;
import io.bellwether.simulation.peers.lifeguard.LifeguardSettings;
import io.bellwether.simulation.peers.phi.PhiNode;
import io.bellwether.simulation.peers.phi.PhiSettings;
import io.bellwether.simulation.world.Programs;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A protocol that we are compared with.
 *
 * @param name what it is called in a result
 * @param programs makes its processes for a count of machines
 */
public record Peer(String name, IntFunction<Programs> programs) {

    /** SWIM with Lifeguard, as memberlist sets it up for a LAN. */
    public static final Peer LIFEGUARD =
            new Peer("lifeguard", machines -> LifeguardNode.programs(LifeguardSettings.lan(machines)));

    /** Phi with one observer, as Akka sets it up. */
    public static final Peer PHI = new Peer("phi", machines -> PhiNode.programs(PhiSettings.akka(machines)));

    /** Each peer with its own defaults. */
    public static final List<Peer> ALL = List.of(LIFEGUARD, PHI);

    /** The same under another name. */
    public Peer named(String other) {
        return new Peer(other, programs);
    }
}
