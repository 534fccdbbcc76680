package io.bellwether.devservices.netns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rules of a node's namespace, as {@code iptables-restore} reads them: the whole set at once, so that there is no
 * moment between two of them.
 *
 * <p>Packets are dropped where they arrive and before anything keeps track of them. Where they leave, the program that
 * sends would be told that it may not, which no real network does. What resolves addresses does not pass here, so a cut
 * in one direction stays one.
 */
final class PacketFilter {

    private PacketFilter() {}

    /** The rules of one node. Without faults it still hears only its own network. */
    static String rules(NodeNetwork network, Faults faults, String node) {
        var addresses = network.addresses();
        var rules = new ArrayList<String>();
        rules.add("-i lo -j ACCEPT");
        // Whoever runs the system watches it from here, whatever is wrong between its nodes.
        rules.add("-s %s -j ACCEPT".formatted(network.hostAddress()));
        rules.add("! -s %s -j DROP".formatted(network.subnet().cidr()));
        faults.cuts().stream()
                .filter(cut -> cut.to().equals(node))
                .map(Cut::from)
                .filter(addresses::containsKey)
                .forEach(from -> rules.add("-s %s -j DROP".formatted(addresses.get(from))));
        faults.lossOut().forEach((from, percent) -> {
            if (!from.equals(node) && addresses.containsKey(from)) {
                rules.add("-s %s %s".formatted(addresses.get(from), lost(percent)));
            }
        });
        var lossIn = faults.lossIn().get(node);
        if (lossIn != null) {
            rules.add(lost(lossIn));
        }
        return restorable(rules);
    }

    private static String lost(int percent) {
        return "-m statistic --mode random --probability %s -j DROP"
                .formatted(String.format(Locale.ROOT, "%.2f", percent / 100.0));
    }

    private static String restorable(List<String> rules) {
        var text = new StringBuilder("*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n");
        rules.forEach(rule -> text.append("-A PREROUTING ").append(rule).append('\n'));
        return text.append("COMMIT\n").toString();
    }
}
