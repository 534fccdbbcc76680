package io.bellwether.devservices.process;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Starts processes that outlive this one, and signals them. */
public final class Processes {

    private static final long OUTPUT_BYTES_MAX = 5L << 20;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

    private Processes() {}

    /** Starts it in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it. */
    public static ProcessHandle start(ProcessSpec spec) {
        var command = new ArrayList<String>();
        onPath("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(spec.command());
        try {
            Files.createDirectories(spec.output().getParent());
            rotate(spec.output());
            var builder = new ProcessBuilder(command)
                    .directory(spec.directory().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(spec.output().toFile()));
            builder.environment().putAll(spec.environment());
            return builder.start().toHandle();
        } catch (IOException e) {
            throw new StartProblem(
                    "%s cannot be started (%s)".formatted(spec.command().getFirst(), Home.reason(e)), e);
        }
    }

    /** When the kernel says it started; now, where it does not say. */
    public static Instant startedAt(ProcessHandle process) {
        return process.info().startInstant().orElseGet(Instant::now);
    }

    /** A living process of which an argument is the marker: one whose launcher died before it wrote it down. */
    public static Optional<ProcessHandle> findByMarker(String marker) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(marker))
                        .orElse(false))
                .filter(ProcessHandle::isAlive)
                .findFirst();
    }

    /** Sends a signal to a process and everything it started. */
    public static void signal(ProcessHandle process, Signal signal) {
        send(signal, Stream.concat(Stream.of(process), process.descendants()).toList());
    }

    /** By the shell's own kill: the program of that name is not on every machine. */
    private static void send(Signal signal, List<ProcessHandle> processes) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -%s \"$@\"".formatted(signal.name()), "kill"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        var result = CommandResult.of(command, KILL_LIMIT, null);
        if (!result.ok() && processes.stream().allMatch(ProcessHandle::isAlive)) {
            throw new StartProblem("Signal %s cannot be sent to process %d: %s"
                    .formatted(signal, processes.getFirst().pid(), result.output()));
        }
    }

    /**
     * Ends a process: asks first, kills it and what it started when the limit has passed.
     *
     * @return whether it ended in order
     */
    public static boolean stop(ProcessHandle process, Signal ask, Duration limit) {
        var children = process.descendants().toList();
        // A paused process would not hear the question.
        send(Signal.CONT, List.of(process));
        send(ask, List.of(process));
        boolean inOrder = awaitEnd(process, limit);
        if (!inOrder) {
            process.destroyForcibly();
            awaitEnd(process, KILL_LIMIT);
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(child -> {
            if (!awaitEnd(child, Duration.ofSeconds(2))) {
                child.destroyForcibly();
                awaitEnd(child, KILL_LIMIT);
            }
        });
        return inOrder;
    }

    /** Waits until it has ended; one that only waits for being collected has. */
    public static boolean awaitEnd(ProcessHandle process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        var end = process.onExit();
        while (!endsWithin(end, POLL) && !ProcessFacts.isZombie(process)) {
            if (System.nanoTime() - deadline >= 0) {
                return !process.isAlive();
            }
        }
        return true;
    }

    /** Whether this end comes before the limit. */
    public static boolean endsWithin(CompletableFuture<ProcessHandle> end, Duration limit) {
        try {
            end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for the end of a process", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartProblem("Interrupted while waiting for the end of a process.", e);
        }
    }

    /** The program of that name on the PATH. */
    public static Optional<Path> onPath(String program) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH"))
                        .orElse("/usr/bin:/bin")
                        .split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void rotate(Path output) throws IOException {
        if (Files.exists(output) && Files.size(output) > OUTPUT_BYTES_MAX) {
            Files.move(
                    output,
                    output.resolveSibling(output.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
