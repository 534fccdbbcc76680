package io.bellwether.cli.layout;

import io.bellwether.devservices.netns.NodeNetwork;
import io.bellwether.devservices.node.Place;
import java.nio.file.Path;
import java.util.Optional;

/** Where the nodes run: all on loopback, or each in a network of its own where the home has one. */
final class Places {

    private final Optional<NodeNetwork> network;

    private Places(Optional<NodeNetwork> network) {
        this.network = network;
    }

    static Places of(Path home) {
        return new Places(NodeNetwork.of(home));
    }

    Place place(String node) {
        return network.map(plan -> plan.place(node)).orElse(Place.LOOPBACK);
    }

    String address(String node) {
        return place(node).address();
    }
}
