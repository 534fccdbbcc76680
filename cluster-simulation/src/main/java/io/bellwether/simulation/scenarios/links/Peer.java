package io.bellwether.simulation.scenarios.links;

import io.bellwether.simulation.peers.lifeguard.LifeguardNode;
import io.bellwether.simulation.peers.lifeguard.LifeguardSettings;
import io.bellwether.simulation.peers.phi.PhiNode;
import io.bellwether.simulation.peers.phi.PhiSettings;
import io.bellwether.simulation.world.Programs;

/** Those that we are compared with, each with its own defaults. */
enum Peer {
    LIFEGUARD("lifeguard"),
    PHI("phi");

    private final String subject;

    Peer(String subject) {
        this.subject = subject;
    }

    /** Its name in a result. */
    String subject() {
        return subject;
    }

    Programs programs(int machines) {
        return switch (this) {
            case LIFEGUARD -> LifeguardNode.programs(LifeguardSettings.lan(machines));
            case PHI -> PhiNode.programs(PhiSettings.akka(machines));
        };
    }
}
