package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.StartProblem;
import io.bellwether.devservices.process.Processes;
import io.bellwether.devservices.process.Signal;
import io.bellwether.devservices.process.Supervisor;
import java.time.Duration;

/** Sends a signal to a node that runs. */
final class Signalling {

    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private Signalling() {}

    static int send(Context context, String name, Signal signal, String outcome) {
        var node = context.layout().find(name);
        var process = new Supervisor(context.home(), (shown, event) -> {})
                .running(node.name())
                .orElseThrow(
                        () -> new StartProblem("%s does not run: ./bellwether up starts it".formatted(node.name())));
        Processes.signal(process, signal);
        if (signal == Signal.KILL && !Processes.awaitEnd(process, KILL_LIMIT)) {
            throw new StartProblem("%s (process %d) is still there %d s after it was killed"
                    .formatted(node.name(), process.pid(), KILL_LIMIT.toSeconds()));
        }
        Terminal.standard().out().printf("%s (process %d) %s%n", node.name(), process.pid(), outcome);
        return ExitCode.FINE;
    }
}
