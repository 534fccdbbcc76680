package io.bellwether.devservices.netns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Makes the network that was planned, whatever of it is there already, and removes it. */
final class Namespaces {

    private static final String BRIDGE = "bridge";
    private static final String NODE_SIDE = "eth0";

    private final NodeNetwork network;

    Namespaces(NodeNetwork network) {
        this.network = network;
    }

    static List<String> routes() {
        return Tools.lines(List.of("ip", "-4", "route", "show", "table", "all"));
    }

    /** Makes what is missing for these nodes; what is whole stays as it is, with all that runs in it. */
    void make(Collection<String> nodes) {
        if (!isWhole(network.bridgeNamespace(), null, network.hostAddress())) {
            remove();
            makeBridge();
        }
        var existing = existing();
        for (var node : nodes) {
            int number = network.number(node);
            if (!isWhole(network.namespace(node), existing, network.subnet().address(number))) {
                makeNode(node, number, existing);
            }
        }
        introduce();
    }

    /** Removes all of it, also what a launcher that died has left. */
    void remove() {
        if (Tools.succeeds(List.of("ip", "link", "show", "dev", network.id()))) {
            // First, and by itself: the kernel takes its time over the contents of a namespace.
            Tools.succeeds(List.of("ip", "link", "del", "dev", network.id()));
        }
        existing().forEach(namespace -> Tools.run(List.of("ip", "netns", "del", namespace)));
    }

    /** Puts the rules of each of these nodes in place. */
    void filter(Map<String, String> rules) {
        var existing = existing();
        rules.forEach((node, text) -> {
            var namespace = network.namespace(node);
            if (existing.contains(namespace)) {
                var command = new ArrayList<>(network.place(node).prefix());
                command.add("iptables-restore");
                Tools.run(command, text);
            }
        });
    }

    /** The namespaces of this network that there are. */
    List<String> existing() {
        return Tools.lines(List.of("ip", "netns", "list")).stream()
                .map(line -> line.strip().split("\\s+", 2)[0])
                .filter(name -> name.startsWith(network.id() + "-"))
                .toList();
    }

    /** An address is given last, so what has it is complete. The bridge's way out of its namespace ends outside. */
    private boolean isWhole(
            String namespace, @org.jspecify.annotations.Nullable List<String> existing, String address) {
        var known = existing == null ? existing() : existing;
        if (!known.contains(namespace)) {
            return false;
        }
        boolean outside = namespace.equals(network.bridgeNamespace());
        var command = outside
                ? List.of("ip", "-4", "-o", "addr", "show", "dev", network.id())
                : List.of("ip", "-n", namespace, "-4", "-o", "addr", "show", "dev", NODE_SIDE);
        return Tools.succeeds(command) && Tools.run(command).contains(" " + address + "/");
    }

    private void makeBridge() {
        var bridge = network.bridgeNamespace();
        Tools.run(List.of("ip", "netns", "add", bridge));
        Tools.ip(
                null,
                List.of("link add %s address %s type veth peer name host netns %s"
                        .formatted(network.id(), hardware(NodeNetwork.HOST), bridge)));
        Tools.ip(
                bridge,
                List.of(
                        "link add %s type bridge".formatted(BRIDGE),
                        "link set %s up".formatted(BRIDGE),
                        "link set host master %s up".formatted(BRIDGE)));
        Tools.ip(
                null,
                List.of(
                        "link set %s addrgenmode none".formatted(network.id()),
                        "link set %s up".formatted(network.id()),
                        "addr add %s dev %s"
                                .formatted(network.subnet().addressWithLength(NodeNetwork.HOST), network.id())));
    }

    private void makeNode(String node, int number, List<String> existing) {
        var namespace = network.namespace(node);
        var port = "node" + number;
        if (existing.contains(namespace)) {
            Tools.run(List.of("ip", "netns", "del", namespace));
        }
        Tools.succeeds(List.of("ip", "-n", network.bridgeNamespace(), "link", "del", "dev", port));
        Tools.run(List.of("ip", "netns", "add", namespace));
        Tools.ip(
                null,
                List.of("link add %s netns %s address %s type veth peer name %s netns %s"
                        .formatted(NODE_SIDE, namespace, hardware(number), port, network.bridgeNamespace())));
        Tools.ip(network.bridgeNamespace(), List.of("link set %s master %s up".formatted(port, BRIDGE)));
        Tools.ip(
                namespace,
                List.of(
                        "link set lo up",
                        // No second way by the other protocol.
                        "link set %s addrgenmode none".formatted(NODE_SIDE),
                        "link set %s up".formatted(NODE_SIDE),
                        "addr add %s dev %s".formatted(network.subnet().addressWithLength(number), NODE_SIDE)));
    }

    /**
     * Tells every node where the others are, for good: the kernel keeps one small table of neighbours for all namespaces,
     * and when an entry of it ends during a cut in one direction, nothing passes in the other either.
     */
    private void introduce() {
        var existing = existing();
        var numbers = new ArrayList<Integer>(List.of(NodeNetwork.HOST));
        network.addresses().keySet().forEach(node -> numbers.add(network.number(node)));
        Tools.ip(null, neighbours(network.id(), numbers, NodeNetwork.HOST));
        for (var node : network.addresses().keySet()) {
            if (existing.contains(network.namespace(node))) {
                Tools.ip(network.namespace(node), neighbours(NODE_SIDE, numbers, network.number(node)));
            }
        }
    }

    private List<String> neighbours(String device, List<Integer> numbers, int self) {
        return numbers.stream()
                .filter(number -> number != self)
                .map(number -> "neigh replace %s lladdr %s dev %s nud permanent"
                        .formatted(network.subnet().address(number), hardware(number), device))
                .toList();
    }

    private String hardware(int number) {
        return network.subnet().hardwareAddress(number);
    }
}
