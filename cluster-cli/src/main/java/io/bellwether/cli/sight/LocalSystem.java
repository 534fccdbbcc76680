package io.bellwether.cli.sight;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The system of a home on this machine, as its processes show.
 *
 * @param portsTaken Ports of its plan that others hold, each in a sentence.
 * @param settings What those of its members that run were told.
 * @param faults What is wrong with its network on purpose, each in a sentence.
 */
public record LocalSystem(
        Path home,
        List<LocalNode> nodes,
        List<String> portsTaken,
        List<ProcessSettings> settings,
        List<SecretFile> secrets,
        Leftovers leftovers,
        List<String> faults) {

    public LocalSystem {
        nodes = List.copyOf(nodes);
        portsTaken = List.copyOf(portsTaken);
        settings = List.copyOf(settings);
        secrets = List.copyOf(secrets);
        faults = List.copyOf(faults);
    }

    /** How a process is. */
    public enum State {
        HEALTHY,
        UNHEALTHY,
        PAUSED,
        DOWN
    }

    /**
     * One process.
     *
     * @param member Whether it belongs to the cluster: Kafka and its like do not.
     * @param address Host and port.
     * @param reason Why it is not healthy, in words; empty when it is.
     */
    public record LocalNode(
            String name,
            boolean member,
            State state,
            String address,
            @Nullable Long pid,
            String reason) {}

    public boolean nothingRuns() {
        return nodes.stream().allMatch(node -> node.state() == State.DOWN);
    }

    /** A setting of one of its processes. */
    public Optional<String> setting(String node, String name) {
        return settings.stream()
                .filter(of -> of.node().equals(node))
                .findFirst()
                .flatMap(of -> of.get(name));
    }
}
