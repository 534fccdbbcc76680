package io.bellwether.cli.command;

import io.bellwether.cli.layout.PortCheck;
import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.process.HomeLock;
import io.bellwether.devservices.process.ProcessRecords;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the whole system up. */
@Command(
        name = "up",
        description = "Builds what is stale, starts what does not run, and ends when everything is healthy.",
        mixinStandardHelpOptions = true)
final class UpVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Option(
            names = "--scale",
            paramLabel = "SERVICE=N",
            description = "Instances of a service: log-producer, log-consumer. Kept until down.")
    private final Map<String, Integer> scale = new LinkedHashMap<>();

    @Option(
            names = "--free-ports",
            description = "Choose ports that are free instead of the documented ones; this home then keeps them.")
    private boolean freePorts;

    @Option(
            names = "--netns",
            description = {
                "Give every node a network of its own on this machine, so that partition, loss and heal work.",
                "Linux, as root. Kept until down."
            })
    private boolean netns;

    @Option(
            names = {"-f", "--foreground"},
            description = "Stay, show the output of all nodes, and stop everything at Ctrl-C.")
    private boolean foreground;

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var home = context.home().open();
        long begun = System.nanoTime();
        Shutdown shutdown;
        SystemLayout layout;
        try (var lock = HomeLock.take(home)) {
            if (netns) {
                BrokenNetwork.open(home.folder());
            }
            layout = context.layout(scale, freePorts);
            layout.makeSecrets();
            layout.makeNetwork();
            var orchestra = new Orchestra(home, layout.nodes(), terminal);
            PortCheck.check(layout.nodes(), orchestra.supervisor());
            terminal.out().println("Starting Bellwether in " + home.folder());
            shutdown = Shutdown.of(home, orchestra, terminal);
            layout.surplus().forEach(orchestra.supervisor()::down);
            orchestra.up();
            if (!orchestra.failures().isEmpty()) {
                shutdown.dismiss();
                new FailureReport(terminal).print(orchestra.failures());
                return ExitCode.ERROR;
            }
        }
        var outside = Gathered.awaitAll(layout.members(), layout.coordinators());
        var summary = new UpSummary(terminal, layout, Duration.ofNanos(System.nanoTime() - begun));
        summary.print();
        if (!outside.isEmpty()) {
            terminal.out()
                    .println(
                            "Not yet members of the cluster, though they answer: %s. ./bellwether explain NODE says why."
                                    .formatted(String.join(", ", outside)));
        }
        if (foreground) {
            shutdown.widenTo(layout.nodes());
            terminal.out().println("Ctrl-C stops everything.");
            new Follower(terminal, home, layout.nodes(), 0).follow();
        }
        shutdown.dismiss();
        return outside.isEmpty() ? ExitCode.FINE : ExitCode.DEGRADED;
    }

    /** Ctrl-C while the system starts, or while it runs in the foreground: nothing stays behind. */
    private static final class Shutdown {

        private final AtomicBoolean dismissed = new AtomicBoolean();
        private final Home home;
        private final Terminal terminal;
        private final Orchestra orchestra;
        private volatile List<Node> wide = List.of();

        private Shutdown(Home home, Orchestra orchestra, Terminal terminal) {
            this.home = home;
            this.orchestra = orchestra;
            this.terminal = terminal;
        }

        static Shutdown of(Home home, Orchestra orchestra, Terminal terminal) {
            var shutdown = new Shutdown(home, orchestra, terminal);
            Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "stop-what-was-started"));
            return shutdown;
        }

        void widenTo(List<Node> nodes) {
            wide = nodes;
        }

        void dismiss() {
            dismissed.set(true);
        }

        private void run() {
            if (dismissed.get()) {
                return;
            }
            orchestra.supervisor().close();
            var nodes = wide.isEmpty() ? orchestra.started() : wide;
            terminal.out().println();
            terminal.out().println("Interrupted: stopping what was started");
            new Orchestra(home, nodes, terminal).downInTurns(Stopping::turn);
            if (new ProcessRecords(home)
                    .all().stream().noneMatch(left -> left.handle().isPresent())) {
                BrokenNetwork.of(home.folder()).ifPresent(BrokenNetwork::remove);
            }
            // What only prepares a start, such as initdb, is no node; it must not outlive us either.
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        }
    }
}
