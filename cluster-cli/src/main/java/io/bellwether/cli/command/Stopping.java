package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.kafka.KafkaServer;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Supervisor;
import io.bellwether.devservices.postgres.PostgresServer;
import io.bellwether.devservices.redis.RedisServer;
import java.util.ArrayList;
import java.util.Set;

/** Stops all that runs in a home: services first, so that they can still hand over what they hold. */
final class Stopping {

    private static final Set<String> BACK_ENDS = Set.of(KafkaServer.NAME, PostgresServer.NAME, RedisServer.NAME);

    private Stopping() {}

    /**
     * When it is a node's turn: services first, which hand over what they hold and say good-bye to coordinators that live;
     * then the coordinators; last what services may still need.
     */
    static int turn(Node node) {
        if (BACK_ENDS.contains(node.name())) {
            return 2;
        }
        return node.name().startsWith("coordinator-") ? 1 : 0;
    }

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
        new Orchestra(home, running, terminal).downInTurns(Stopping::turn);
        return running.size();
    }
}
