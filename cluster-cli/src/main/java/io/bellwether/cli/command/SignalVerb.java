package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Supervisor;
import io.bellwether.devservices.process.Processes;
import io.bellwether.devservices.process.Signal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends a signal to a node that runs. */
abstract sealed class SignalVerb implements Callable<Integer> permits KillVerb, PauseVerb, ResumeVerb {

    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private final Signal signal;
    private final String outcome;

    @Mixin
    private final Context context = new Context();

    @Parameters(paramLabel = "NODE", description = "Such as log-producer-1, or kafka.")
    private String name = "";

    SignalVerb(Signal signal, String outcome) {
        this.signal = signal;
        this.outcome = outcome;
    }

    @Override
    public Integer call() {
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
