package io.bellwether.cli.command;

import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.cli.demo.Play;
import io.bellwether.cli.demo.Stagehand;
import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.netns.Faults;
import io.bellwether.devservices.netns.Way;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Supervisor;
import io.bellwether.devservices.process.HomeLock;
import io.bellwether.devservices.process.Processes;
import io.bellwether.devservices.process.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what happens when things break. */
@Command(
        name = "demo",
        description = {
            "Breaks things for two minutes and tells what is seen of it: load, a pause, a crash, a leader that is gone",
            "(cut off, with up --netns), and the recovery. Starts what does not run, with three producers.",
            "Exit code 2 when something is not as promised."
        },
        mixinStandardHelpOptions = true)
final class DemoVerb implements Callable<Integer> {

    private static final String GATEWAY = "api-gateway-1";
    private static final int RATE_MAX = 1_000;

    @Mixin
    private final Context context = new Context();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "Lines a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Override
    public Integer call() {
        if (rate < 1 || rate > RATE_MAX) {
            throw new StartProblem("--rate is 1 to %d, not %d".formatted(RATE_MAX, rate));
        }
        int up = up();
        if (up != ExitCode.FINE) {
            return up;
        }
        var layout = context.layout();
        var gateway = URI.create("http://" + layout.address(GATEWAY));
        var play = new Play(Terminal.standard(), new OfThisMachine(layout), gateway, layout.coordinators(), rate);
        return play.give() ? ExitCode.FINE : ExitCode.DEGRADED;
    }

    private int up() {
        List<String> words = new ArrayList<>(List.of(
                "--scale", "log-producer=3", "--home", context.home().folder().toString()));
        return new CommandLine(new UpVerb()).execute(words.toArray(String[]::new));
    }

    /** Does it to the processes and networks of this home. */
    private final class OfThisMachine implements Stagehand {

        private final SystemLayout layout;
        private final List<String> stopped = new ArrayList<>();

        OfThisMachine(SystemLayout layout) {
            this.layout = layout;
        }

        @Override
        public void pause(String node) {
            stopped.add(node);
            signal(node, Signal.STOP);
        }

        @Override
        public void resume(String node) {
            stopped.remove(node);
            signal(node, Signal.CONT);
        }

        @Override
        public void kill(String node) {
            signal(node, Signal.KILL);
        }

        private void signal(String node, Signal signal) {
            var process = new Supervisor(context.home(), (shown, event) -> {})
                    .running(node)
                    .orElseThrow(() -> new StartProblem("%s does not run any more".formatted(node)));
            Processes.signal(process, signal);
        }

        @Override
        public void start(String node) {
            var home = context.home().open();
            try (var lock = HomeLock.take(home)) {
                var orchestra = new Orchestra(home, List.of(layout.find(node)), Terminal.standard());
                orchestra.up();
                if (!orchestra.failures().isEmpty()) {
                    throw new StartProblem(
                            "%s could not be started again: ./bellwether output %s says why".formatted(node, node));
                }
            }
        }

        @Override
        public boolean canCut() {
            return network().isPresent();
        }

        private Optional<BrokenNetwork> network() {
            return BrokenNetwork.of(context.home().folder());
        }

        @Override
        public void cut(List<String> nodes) {
            var others = layout.nodes().stream()
                    .map(Node::name)
                    .filter(name -> !nodes.contains(name))
                    .toList();
            network().orElseThrow().change(before -> before.partition(nodes, others, EnumSet.allOf(Way.class)));
        }

        @Override
        public void heal() {
            network().ifPresent(network -> network.change(before -> Faults.NONE));
            List.copyOf(stopped).forEach(this::resume);
        }

        @Override
        public void forgive(String node) {
            var token = layout.operatorToken();
            try {
                new ClusterClient(layout.coordinators(), Files.readString(token).strip())
                        .ask(
                                "POST",
                                "/api/v1/members/%s/readmit".formatted(node),
                                "{\"reason\": \"the demo lost it on purpose\"}",
                                Map.of("Content-Type", "application/json"))
                        .ok();
            } catch (IOException e) {
                throw new StartProblem(
                        "The operator's token cannot be read from %s (%s)".formatted(token, e.getMessage()), e);
            }
        }
    }
}
