package io.bellwether.benchmarks.fleet;

import com.sun.management.OperatingSystemMXBean;
import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.protocol.node.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A process with many agents, each as in a service of its own: {@code FIRST COUNT MEMBERS URLS SECRET-FILE}. It is driven
 * by lines: {@code start} makes them members, {@code sample} tells what they have cost so far, the end of the input ends
 * it without a good-bye.
 */
public final class AgentHost {

    private static final long JOIN_SECONDS_MAX = 60;
    private static final long POLL_MILLIS = 20;

    /** Also the pauses between two looks. */
    private final CountDownLatch never = new CountDownLatch(1);

    private final List<ClusterAgent> agents = new ArrayList<>();
    private final int first;
    private final int count;
    private final int members;
    private final List<URI> coordinators;
    private final ClusterSecret secret;

    private AgentHost(String[] words) throws IOException {
        first = Integer.parseInt(words[0]);
        count = Integer.parseInt(words[1]);
        members = Integer.parseInt(words[2]);
        coordinators = Arrays.stream(words[3].split(",", -1)).map(URI::create).toList();
        secret = ClusterSecret.parse(Files.readString(Path.of(words[4])));
    }

    public static void main(String[] words) throws IOException, InterruptedException {
        AgentHost host = new AgentHost(words);
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println("start".equals(line) ? host.start() : host.sample());
            }
        }
        System.exit(0);
    }

    private String start() throws InterruptedException {
        long started = System.nanoTime();
        for (int i = first; i < first + count; i++) {
            ClusterAgent agent = new ClusterAgent(AgentConfig.builder("agent-" + i)
                    .coordinators(coordinators)
                    .secret(secret)
                    .build());
            agents.add(agent);
            agent.start();
        }
        while (agents.stream().anyMatch(agent -> !isIn(agent))) {
            if (System.nanoTime() - started > TimeUnit.SECONDS.toNanos(JOIN_SECONDS_MAX)) {
                return "joined -1";
            }
            if (never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts down");
            }
        }
        return "joined " + Duration.ofNanos(System.nanoTime() - started).toMillis();
    }

    /** A member that sees all the others. */
    private boolean isIn(ClusterAgent agent) {
        ClusterSnapshot now = agent.view().now();
        return now.state() == AgentState.RUNNING
                && now.stage() == Stage.MEMBER
                && now.members().size() == members;
    }

    private String sample() {
        long cpuNanos = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        long notIn = agents.stream().filter(agent -> !isIn(agent)).count();
        return "sample %d %d %d %d %d %d"
                .formatted(
                        cpuNanos,
                        sum(AgentCount.BYTES_SENT),
                        sum(AgentCount.BYTES_RECEIVED),
                        sum(AgentCount.ASKS),
                        sum(AgentCount.FAILURES_DETECTED),
                        notIn);
    }

    private long sum(AgentCount what) {
        return agents.stream().mapToLong(agent -> agent.metrics().count(what)).sum();
    }
}
