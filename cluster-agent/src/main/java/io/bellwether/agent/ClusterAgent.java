package io.bellwether.agent;

import io.bellwether.agent.client.CoordinatorClient;
import io.bellwether.agent.client.Coordinators;
import io.bellwether.agent.loop.AddressWatch;
import io.bellwether.agent.loop.LoopSetup;
import io.bellwether.agent.loop.NodeHandle;
import io.bellwether.agent.loop.NodeLoop;
import io.bellwether.agent.loop.Resident;
import io.bellwether.agent.metrics.AgentMetrics;
import io.bellwether.agent.metrics.AgentObserver;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.sampling.Cgroup;
import io.bellwether.agent.sampling.CpuSource;
import io.bellwether.agent.sampling.GcSource;
import io.bellwether.agent.sampling.Jvm;
import io.bellwether.agent.sampling.LoopDelaySource;
import io.bellwether.agent.sampling.MemorySource;
import io.bellwether.agent.sampling.Sampler;
import io.bellwether.agent.sampling.Source;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.agent.transport.MessageTransport;
import io.bellwether.agent.transport.OwnAddress;
import io.bellwether.agent.transport.UdpSocket;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.Identity;
import io.bellwether.protocol.node.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The agent of a process: makes it a member of the cluster and keeps it one, for as long as it lives. Whatever happens to
 * the cluster, the process is neither slowed nor stopped by it: no method but {@link #stop} waits for anything, all
 * threads are daemons, and where no coordinator answers the agent goes on asking, marked as outside.
 *
 * <p>An agent is started once and stopped once.
 */
public final class ClusterAgent implements AutoCloseable {

    private static final Duration SAMPLES_MIN = Duration.ofMillis(200);
    private static final Duration SAMPLES_MAX = Duration.ofSeconds(5);
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private final AgentConfig config;
    private final String instanceId = UUID.randomUUID().toString();
    private final InetSocketAddress local;
    private final List<Consumer<String>> whenMoved = new CopyOnWriteArrayList<>();
    private volatile String advertised;
    private final Coordinators coordinators;
    private final Workers workers;
    private final NodeLoop loop;
    private final Sampler sampler;
    private final AtomicBoolean started = new AtomicBoolean();

    /** Opens the agent's socket and makes everything ready; nothing runs yet. */
    public ClusterAgent(AgentConfig config) {
        this(config, AgentObserver.NONE);
    }

    /** The same, and somebody looks on. */
    public ClusterAgent(AgentConfig config, AgentObserver observer) {
        this.config = config;
        Counters counters = new Counters();
        UdpSocket socket = UdpSocket.open(config.bind(), config.secret() != null, counters);
        this.local = socket.localAddress();
        OwnAddress own = config.alias().isEmpty() ? null : new OwnAddress(config.alias());
        HostPort address = own == null
                ? ConfigRules.advertised(config.bind(), config.advertise(), local.getPort())
                : firstOf(own, new HostPort(config.alias(), local.getPort()));
        this.advertised = address.toString();
        this.workers = new Workers("cluster-" + config.nodeId());
        SplittableRandom random = new SplittableRandom(new SecureRandom().nextLong());
        this.coordinators = new CoordinatorClient(
                config.coordinators(), config.secret(), config.timeouts(), random.split(), workers, counters);
        MessageTransport transport = new MessageTransport(socket, ClusterSecret.keyRing(config.secret()), counters);
        try {
            this.loop = new NodeLoop(new LoopSetup(
                    identity(), config.profile(), transport, coordinators, observer, workers, counters, random));
            if (own != null) {
                loop.add(node ->
                        new AddressWatch(node, own, workers, counters, address, coordinators::renew, this::moved));
            }
            this.sampler = new Sampler("cluster-sampler-" + config.nodeId(), sources(), loop::tell, counters);
        } catch (IOException e) {
            socket.close();
            throw new UncheckedIOException("The agent cannot wait for datagrams: " + e.getMessage(), e);
        }
    }

    private static HostPort firstOf(OwnAddress own, HostPort otherwise) {
        String found = own.find("");
        return found == null ? otherwise : new HostPort(found, otherwise.port());
    }

    private void moved(HostPort now) {
        advertised = now.toString();
        whenMoved.forEach(listener -> listener.accept(advertised));
    }

    private Identity identity() {
        return new Identity(
                new NodeId(config.nodeId()),
                instanceId,
                advertised,
                config.zone(),
                config.failureDomain(),
                config.coordinator());
    }

    private List<Source> sources() throws IOException {
        Cgroup cgroup = Cgroup.find(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
        return List.of(
                new CpuSource(cgroup, Jvm::cpuNanos, Runtime.getRuntime().availableProcessors()),
                new MemorySource(cgroup, Jvm::heapPercent),
                new GcSource(Jvm::gcPauseMillis),
                new LoopDelaySource(loop::worstDelayNanos));
    }

    /** Puts a state machine on the loop, beside the node; before the start only. */
    public void add(Function<NodeHandle, Resident> resident) {
        loop.add(resident);
    }

    /** Starts, and asks to be let in. Returns at once. */
    public void start() {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("an agent is started once");
        }
        loop.start();
        Duration beat = config.profile().heartbeat();
        Duration interval = beat.compareTo(SAMPLES_MIN) < 0 ? SAMPLES_MIN : beat;
        sampler.start(interval.compareTo(SAMPLES_MAX) > 0 ? SAMPLES_MAX : interval);
    }

    /** The cluster as this process sees it. */
    public ClusterView view() {
        return loop.view();
    }

    public AgentMetrics metrics() {
        return loop;
    }

    /** What names this process, new at each start. */
    public String instanceId() {
        return instanceId;
    }

    /** Where it receives datagrams. */
    public InetSocketAddress localAddress() {
        return local;
    }

    /** Where others are told to send them. */
    public String advertisedAddress() {
        return advertised;
    }

    /** Has this told each new address at which others are told to send, while the agent runs. */
    public void whenAddressChanges(Consumer<String> listener) {
        whenMoved.add(listener);
    }

    /** The application tells how it is: errors, latency, contributors, what it needs, and load. */
    public boolean tell(HealthInput own) {
        return loop.tell(own);
    }

    /** The application tells where and as what it serves; replaces what it told before. */
    public boolean describe(List<Rumour.Profile.Entry> entries) {
        return loop.describe(new Rumour.Profile(entries));
    }

    /** Leaves the cluster and ends. Returns whether the good-bye was heard in time. */
    public boolean stop() {
        return stop(config.leaveTimeout());
    }

    /**
     * Leaves the cluster and ends, waiting at most so long, and a moment, for the good-bye to be heard. Where that is zero
     * it says none, as if it had crashed.
     */
    public boolean stop(Duration leaveTimeout) {
        sampler.close();
        boolean left = leave(leaveTimeout);
        try {
            loop.stop(END_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            coordinators.close();
            workers.close(END_TIMEOUT);
        }
        return left;
    }

    /**
     * Leaves the cluster and runs on, for whoever has to be there for others a little longer. Returns whether the good-bye
     * was heard in time.
     */
    public boolean leave(Duration leaveTimeout) {
        try {
            return started.get() && !leaveTimeout.isZero() && left(leaveTimeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean left(Duration leaveTimeout) throws InterruptedException {
        try {
            return loop.leave().get(leaveTimeout.toNanos(), TimeUnit.NANOSECONDS) == Stage.LEFT;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a leave cannot fail", e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
