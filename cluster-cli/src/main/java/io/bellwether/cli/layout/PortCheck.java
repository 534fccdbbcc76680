package io.bellwether.cli.layout;

import io.bellwether.devservices.home.FreePorts;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Supervisor;
import java.util.ArrayList;
import java.util.List;

/** Looks before anything is started whether somebody else holds a port that is needed. */
public final class PortCheck {

    private PortCheck() {}

    public static void check(List<Node> nodes, Supervisor supervisor) {
        var taken = taken(nodes, supervisor);
        if (!taken.isEmpty()) {
            var sentence = String.join("; ", taken);
            throw new StartProblem(
                    "%s%s: end it, or let Bellwether choose other ports with ./bellwether up --free-ports"
                            .formatted(Character.toUpperCase(sentence.charAt(0)), sentence.substring(1)));
        }
    }

    /** The ports of nodes that do not run which somebody else holds, and who that is. */
    public static List<String> taken(List<Node> nodes, Supervisor supervisor) {
        var taken = new ArrayList<String>();
        for (var node : nodes) {
            if (!node.place().isLoopback()) {
                // In a network of its own nobody else can hold its ports.
                continue;
            }
            for (int port : node.ports()) {
                if (!FreePorts.isFree(port) && supervisor.wouldListen(node)) {
                    taken.add("port %d, which %s needs, is taken by %s"
                            .formatted(port, node.name(), PortOwner.describe(port)));
                }
            }
        }
        return taken;
    }
}
