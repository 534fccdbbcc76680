package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.Home;
import io.bellwether.devservices.Node;
import io.bellwether.devservices.process.Supervisor;
import java.util.ArrayList;

/** Stops all that runs in a home: services first, so that they can still hand over what they hold. */
final class Stopping {

    private Stopping() {}

    /**
     * Stops it.
     *
     * @return how many nodes ran
     */
    static int all(Context context, Home home, Terminal terminal) {
        var layout = context.layout();
        var supervisor = new Supervisor(home, (node, event) -> {});
        var running = new ArrayList<Node>(layout.surplus());
        layout.nodes().stream().filter(node -> !supervisor.wouldListen(node)).forEach(running::add);
        var services = running.stream().filter(node -> !isBackend(node)).toList();
        var backends = running.stream().filter(Stopping::isBackend).toList();
        new Orchestra(home, services, terminal).down();
        new Orchestra(home, backends, terminal).down();
        return running.size();
    }

    private static boolean isBackend(Node node) {
        return switch (node.name()) {
            case "kafka", "postgres", "redis" -> true;
            default -> false;
        };
    }
}
