package io.bellwether.benchmarks.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A few processes with many agents each. */
final class AgentHosts implements AutoCloseable {

    private final List<Host> hosts = new ArrayList<>();

    private record Host(Process process, BufferedReader answers) {

        void say(String line) throws IOException {
            var out = process.getOutputStream();
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        String[] answer(String kind) throws IOException {
            // Agents write no log here, and JVMs write to the other output, so every line is an answer.
            String line = answers.readLine();
            if (line == null || !line.startsWith(kind)) {
                throw new IllegalStateException("a process with agents answered '%s'".formatted(line));
            }
            return line.split(" ", -1);
        }
    }

    /**
     * What all have cost since they were started.
     *
     * @param asks Requests to coordinators.
     * @param suspicions Edges that turned bad.
     * @param outside Agents that are no members or do not see all.
     */
    record Sample(
            double cpuSeconds,
            long bytesSent,
            long bytesReceived,
            long asks,
            long suspicions,
            long outside,
            long nanos) {

        private static final Sample NONE = new Sample(0, 0, 0, 0, 0, 0, 0);

        private Sample plus(long[] numbers) {
            return new Sample(
                    cpuSeconds + numbers[0] / 1e9,
                    bytesSent + numbers[1],
                    bytesReceived + numbers[2],
                    asks + numbers[3],
                    suspicions + numbers[4],
                    outside + numbers[5],
                    System.nanoTime());
        }
    }

    /** Starts the processes; no agent runs yet. */
    AgentHosts(Path folder, CoordinatorProcesses coordinators, int processes, int agents) {
        try {
            for (int i = 0; i < processes; i++) {
                int first = agents * i / processes;
                int next = agents * (i + 1) / processes;
                var process = new ProcessBuilder(
                                CoordinatorProcesses.java(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                AgentHost.class.getName(),
                                Integer.toString(first + 1),
                                Integer.toString(next - first),
                                Integer.toString(agents + coordinators.names().size()),
                                coordinators.urls(),
                                coordinators.secretFile().toString())
                        .redirectError(folder.resolve("agents-" + i + ".log").toFile())
                        .start();
                hosts.add(new Host(process, process.inputReader(StandardCharsets.UTF_8)));
            }
            for (Host host : hosts) {
                host.answer("ready");
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all agents at once; the seconds until the last is a member and sees all, infinite if one does not. */
    double join() {
        long millis = 0;
        try {
            for (Host host : hosts) {
                host.say("start");
            }
            for (Host host : hosts) {
                long ofHost = Long.parseLong(host.answer("joined")[1]);
                millis = ofHost < 0 || millis < 0 ? -1 : Math.max(millis, ofHost);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return millis < 0 ? Double.POSITIVE_INFINITY : millis / 1e3;
    }

    /** What all have cost up to now. */
    Sample sample() {
        Sample sum = Sample.NONE;
        try {
            for (Host host : hosts) {
                host.say("sample");
                String[] words = host.answer("sample");
                sum = sum.plus(
                        Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    @Override
    public void close() {
        hosts.forEach(host -> host.process().destroy());
    }
}
