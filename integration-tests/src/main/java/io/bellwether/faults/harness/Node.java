package io.bellwether.faults.harness;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.OutputTail;
import io.bellwether.devservices.process.ProcessFacts;
import io.bellwether.devservices.process.ProcessSpec;
import io.bellwether.devservices.process.Processes;
import io.bellwether.devservices.process.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One process of a cluster, through all its starts: signalled by pid, asked over REST, read by its log. */
public final class Node {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final int TAIL = 15;

    private final NodeSpec spec;
    private final Ports ports;
    private final Path folder;
    private final CommandLines commandLines;
    private @Nullable ProcessHandle process;
    private boolean closed;

    Node(NodeSpec spec, Ports ports, Path folder, CommandLines commandLines) {
        this.spec = spec;
        this.ports = ports;
        this.folder = folder;
        this.commandLines = commandLines;
    }

    public String name() {
        return spec.name();
    }

    public NodeSpec spec() {
        return spec;
    }

    public boolean isCoordinator() {
        return spec.isCoordinator();
    }

    Ports ports() {
        return ports;
    }

    /** Everything of this node: data, log, output. */
    public Path folder() {
        return folder;
    }

    /** Where a coordinator keeps its log and its snapshots. */
    public Path data() {
        return folder.resolve("data");
    }

    /** Its structured log, one JSON object a line. */
    public Path log() {
        return folder.resolve("log.json");
    }

    /** What it writes to its console. */
    public Path output() {
        return folder.resolve("output.log");
    }

    /** Where it answers, such as {@code uri("/cluster/status")}. */
    public URI uri(String path) {
        return URI.create("http://%s:%d%s".formatted(spec.host(), ports.http(), path));
    }

    /** Where a coordinator listens for the others. */
    public String raftAddress() {
        return "%s:%d".formatted(spec.host(), ports.raft());
    }

    public Answer get(String path) {
        return Rest.get(uri(path));
    }

    /** Starts the process; does not wait for it. */
    public synchronized void start() {
        if (closed) {
            throw new StartProblem("The cluster of %s has been closed".formatted(name()));
        }
        if (isAlive()) {
            throw new IllegalStateException("%s runs already as process %d".formatted(name(), pid()));
        }
        Home.privateFolder(folder);
        process = Processes.start(new ProcessSpec(commandLines.of(this), spec.environment(), folder, output()));
    }

    public synchronized boolean isAlive() {
        // One that has ended and was not collected yet would count as alive.
        return process != null && process.isAlive() && !ProcessFacts.isZombie(process);
    }

    /** The process's number; 0 before the first start. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    /** Sends a signal to the process. */
    public void signal(Signal signal) {
        Processes.signal(handle(), signal);
    }

    /** {@code kill -9}; returns when the process is gone. */
    public void kill() {
        var handle = handle();
        handle.destroyForcibly();
        Processes.awaitEnd(handle, END_LIMIT);
    }

    /** SIGSTOP: it stands still until {@link #resume}. */
    public void pause() {
        signal(Signal.STOP);
    }

    /** SIGCONT. */
    public void resume() {
        signal(Signal.CONT);
    }

    /** SIGTERM, and waits for the end; kills what has not ended within 20 s. Whether it ended in order. */
    public boolean stop() {
        return Processes.stop(handle(), Signal.TERM, STOP_LIMIT);
    }

    /** Ends whatever runs, and lets nothing start any more. */
    void close() {
        ProcessHandle running;
        synchronized (this) {
            closed = true;
            running = process;
        }
        if (running != null && running.isAlive()) {
            running.destroyForcibly();
            Processes.awaitEnd(running, END_LIMIT);
        }
    }

    private synchronized ProcessHandle handle() {
        if (process == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return process;
    }

    /** Waits until its web server answers at all. */
    public void awaitServing(Duration limit) {
        Await.until(
                name() + " to answer",
                limit,
                () -> {
                    if (!isAlive()) {
                        throw new NotInTimeException(
                                "%s has ended instead of answering; its last lines:%n%s".formatted(name(), tail()));
                    }
                    return get("/actuator/health/liveness").isOk();
                },
                this::tail);
    }

    /** The last lines of its console. */
    public String tail() {
        return String.join(System.lineSeparator(), OutputTail.read(output(), TAIL));
    }

    /** What it logged from that time on; lines that are not whole yet are left out. */
    public List<LogLine> logSince(Instant from) {
        if (!Files.exists(log())) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log())) {
            return lines.map(Node::line)
                    .flatMap(Optional::stream)
                    .filter(line -> !line.time().isBefore(from))
                    .toList();
        } catch (IOException e) {
            throw new StartProblem("The log %s cannot be read: %s".formatted(log(), e.getMessage()), e);
        }
    }

    private static Optional<LogLine> line(String text) {
        try {
            JsonNode fields = JSON.readTree(text);
            String time = fields.path("@timestamp").asString("");
            return time.isEmpty() ? Optional.empty() : Optional.of(new LogLine(Instant.parse(time), fields));
        } catch (JacksonException e) {
            // It is being written.
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
