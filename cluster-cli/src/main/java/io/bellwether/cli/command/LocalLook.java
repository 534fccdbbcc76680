package io.bellwether.cli.command;

import io.bellwether.cli.layout.PortCheck;
import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.cli.sight.Leftovers;
import io.bellwether.cli.sight.LocalSystem;
import io.bellwether.cli.sight.LocalSystem.LocalNode;
import io.bellwether.cli.sight.ProcessSettings;
import io.bellwether.cli.sight.SecretFile;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.netns.Faults;
import io.bellwether.devservices.node.Supervisor;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at the system of a home by its processes and files. */
final class LocalLook {

    private LocalLook() {}

    static LocalSystem look(Home home, SystemLayout layout) {
        var status = SystemStatus.look(home, layout);
        var faults = status.faults() == null ? Faults.NONE : status.faults();
        return new LocalSystem(
                home.folder(),
                status.nodes().stream().map(node -> node(node, layout)).toList(),
                PortCheck.taken(layout.nodes(), new Supervisor(home, (node, event) -> {})),
                settings(status, layout),
                SecretFile.in(home.secrets()),
                Leftovers.look(home),
                faults.sentences());
    }

    /** Base URLs of the members of a home that run, by name. */
    static Map<String, URI> running(Home home, SystemLayout layout) {
        var supervisor = new Supervisor(home, (node, event) -> {});
        var places = new LinkedHashMap<String, URI>();
        layout.members().stream()
                .filter(name -> supervisor.running(name).isPresent())
                .forEach(name -> places.put(name, URI.create("http://" + layout.address(name))));
        return places;
    }

    private static LocalNode node(SystemStatus.NodeStatus node, SystemLayout layout) {
        var state = switch (node.state()) {
            case HEALTHY -> LocalSystem.State.HEALTHY;
            case UNHEALTHY -> LocalSystem.State.UNHEALTHY;
            case PAUSED -> LocalSystem.State.PAUSED;
            case DOWN -> LocalSystem.State.DOWN;
        };
        return new LocalNode(
                node.name(),
                layout.members().contains(node.name()),
                state,
                "%s:%d".formatted(node.host(), node.port()),
                node.pid(),
                node.reason());
    }

    private static List<ProcessSettings> settings(SystemStatus status, SystemLayout layout) {
        List<ProcessSettings> settings = new ArrayList<>();
        for (var node : status.nodes()) {
            var pid = node.pid();
            if (pid != null && layout.members().contains(node.name())) {
                settings.add(ProcessSettings.of(node.name(), pid));
            }
        }
        return settings;
    }
}
