package io.bellwether.cli.doctor;

import java.util.List;

/** Whether the ports of the plan are there to be used, and datagrams pass. */
final class PortsCheck {

    private PortsCheck() {}

    /**
     * Judges them.
     *
     * @param taken Ports that others hold, each in a sentence.
     * @param down How many processes do not run, whose ports were looked at.
     */
    static List<Finding> judge(List<String> taken, int down) {
        if (taken.isEmpty()) {
            return List.of(Finding.ok(
                    Topic.PORTS,
                    "ports",
                    "plan",
                    down == 0 ? "all in use by the system itself" : "free for the %d that do not run".formatted(down)));
        }
        return taken.stream()
                .map(sentence -> new Finding(
                        Topic.PORTS,
                        "ports",
                        sentence.replaceFirst("^port ([0-9]+).*", "$1"),
                        Level.BAD,
                        sentence,
                        "'./bellwether up' starts nothing as long as that is so.",
                        "End that process, or let other ports be chosen with './bellwether up --free-ports'."))
                .toList();
    }

    /** Judges whether datagrams pass on loopback. */
    static Finding udp(String failure) {
        return failure.isEmpty()
                ? Finding.ok(Topic.PORTS, "udp", "loopback", "datagrams pass on loopback")
                : new Finding(
                        Topic.PORTS,
                        "udp",
                        "loopback",
                        Level.BAD,
                        "no datagram passes on loopback: " + failure,
                        "Heartbeats and gossip are datagrams: nobody would hear anybody.",
                        "Look for a firewall on this machine ('nft list ruleset', 'iptables -L') and whether lo is up.");
    }
}
