package io.bellwether.coordinator.host;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.exchange.Reply;
import io.bellwether.agent.metrics.AgentObserver;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.agent.worker.Workers;
import io.bellwether.coordinator.raft.AgreedLog;
import io.bellwether.coordinator.raft.Founder;
import io.bellwether.coordinator.raft.Halt;
import io.bellwether.coordinator.raft.LogConsumer.Role;
import io.bellwether.coordinator.raft.LogNumbers;
import io.bellwether.coordinator.raft.OtherPasts;
import io.bellwether.coordinator.raft.RatisLog;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.explain.Explanation;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coordinator that runs: its node and its authority on one loop, its replica of the log, and what is between. Started
 * once, stopped once; only {@link #stop} waits.
 */
public final class Host {

    /** The name of the service that coordinators are. */
    public static final String SERVICE = "cluster-coordinator";

    private static final Logger LOG = LoggerFactory.getLogger(Host.class);
    private static final Duration END = Duration.ofSeconds(2);

    private final HostSettings settings;
    private final ClusterAgent agent;
    private final Authority authority;
    private final Sightings sightings = new Sightings();
    private final NewsQueue news = new NewsQueue();
    private final HostCounts counts = new HostCounts();
    private final TransitionLog transitions;
    private final Writes writes;
    private final StateKeeper keeper;
    private final RatisLog log;
    private final Founder founder;
    private final Leading leading;
    private final OtherCoordinators others;
    private final ExecutorService logThread;
    private final AtomicBoolean agentStarted = new AtomicBoolean();
    private volatile @Nullable Place place;
    private volatile @Nullable URI metrics;
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();

    /** Opens the agent's socket and makes everything ready; nothing runs yet. Somebody looks on at the agent. */
    public Host(HostSettings settings, List<Part> parts, AgentObserver observer, Halt halt) {
        this.settings = settings;
        this.agent = new ClusterAgent(settings.agent(), observer);
        this.logThread = Executors.newSingleThreadExecutor(work ->
                Workers.daemon(work, "coordinator-log-" + settings.agent().nodeId()));
        this.transitions = new TransitionLog(self());
        this.others = new OtherCoordinators(
                agent.view(), settings.agent().coordinators(), settings.agent().secret(), answers);
        AtomicLong tickets = new AtomicLong();
        this.writes = new Writes(tickets, settings.replicationTimeout(), answers, logThread, others);
        this.keeper = new StateKeeper(StateRules.of(profile()), parts, news, writes, transitions, counts);
        this.log = new RatisLog(settings.raft(), keeper, logThread, halt);
        this.founder = new Founder(
                settings.raft(), others.pasts(settings.raft().cluster()), this::startAgent, this::begin, halt);
        this.leading = new Leading(self(), log, keeper::replicated);
        AgreedLog timed = new TimedLog(log, counts);
        writes.use(timed);
        this.authority = putOnLoop(tickets, timed, halt);
    }

    private Authority putOnLoop(AtomicLong tickets, AgreedLog timed, Halt halt) {
        var made = new AtomicReference<@Nullable Authority>();
        var around = new Authority.Surroundings(
                self(),
                agent.instanceId(),
                profile(),
                news,
                tickets::incrementAndGet,
                timed::propose,
                others::knock,
                sightings,
                counts,
                cause -> halt.because("the loop of the agent has failed: " + cause, cause));
        agent.add(node -> {
            var authorityOnLoop = new Authority(around, node);
            made.set(authorityOnLoop);
            return authorityOnLoop;
        });
        return Objects.requireNonNull(made.get());
    }

    /** Starts. A log that cannot start says so to {@link Halt}; one that has to be founded begins later. */
    public void start() {
        founder.start();
    }

    /** Once, and not before it is known that nothing forbids this coordinator to take part: it would come and go. */
    private void startAgent() {
        if (agentStarted.compareAndSet(false, true)) {
            agent.start();
        }
    }

    private void begin() {
        log.start();
        AgreedLog.Status status = log.status();
        if (!status.running()) {
            // It has been told why, and the process ends.
            return;
        }
        transitions.newAfter(status.logIndex());
        startAgent();
        LOG.atInfo()
                .addKeyValue("action", "coordinator.started")
                .addKeyValue("node", self())
                .addKeyValue("datagrams", agent.advertisedAddress())
                .addKeyValue("raft", settings.raft().self().address())
                .addKeyValue("voters", status.voters())
                .addKeyValue("entries", status.logIndex())
                .log("the coordinator runs");
    }

    /** Tells all members where this coordinator serves HTTP. */
    public void servesAt(String url, String publicUrl, String metricsUrl) {
        place = new Place(self(), URI.create(url), URI.create(publicUrl));
        metrics = URI.create(metricsUrl);
        agent.describe(List.of(
                new Rumour.Profile.Entry(Urls.SERVICE, SERVICE),
                new Rumour.Profile.Entry(Urls.URL, url),
                new Rumour.Profile.Entry(Urls.PUBLIC_URL, publicUrl),
                new Rumour.Profile.Entry(Urls.METRICS_URL, metricsUrl)));
    }

    /** Where this coordinator serves HTTP, null before it does. */
    public @Nullable Place place() {
        return place;
    }

    /** Where Prometheus reaches the metrics of this coordinator, null before it serves. */
    public @Nullable URI metrics() {
        return metrics;
    }

    /** Where a coordinator serves HTTP, empty while nobody has told; it is asked for then. */
    public Optional<Place> placeOf(NodeId coordinator) {
        return others.whereabouts().of(coordinator);
    }

    /** What it tells other coordinators that have no log; empty before it has looked at its disk. */
    public Optional<OtherPasts.Told> past() {
        AgreedLog.Status status = log.status();
        List<NodeId> leads = status.leading() && log.isBacked()
                ? status.voters().stream().map(Voter::id).toList()
                : List.of();
        return Optional.ofNullable(founder.past()).map(past -> new OtherPasts.Told(past, leads));
    }

    /** Whether it takes part in a cluster: there was a log on its disk, or one has been founded. */
    public boolean hasBegun() {
        return founder.hasBegun();
    }

    /** The other founders without which this coordinator has nothing to begin with; nobody once it has begun. */
    public Set<NodeId> missingFounders() {
        return founder.missing();
    }

    /** The name of the cluster. */
    public String cluster() {
        return settings.raft().cluster();
    }

    /** Takes its leave, unless the time for it is zero, and ends. */
    public void stop() {
        founder.close();
        Duration patience = settings.agent().leaveTimeout();
        if (!patience.isZero() && hasBegun()) {
            new Parting(self(), agent, log, leading)
                    .takeLeave(patience, profile().heartbeat());
        }
        agent.stop(Duration.ZERO);
        log.close();
        writes.close();
        others.close();
        logThread.shutdown();
        answers.shutdown();
        transitions.close();
        try {
            if (!logThread.awaitTermination(END.toNanos(), TimeUnit.NANOSECONDS)) {
                logThread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            logThread.shutdownNow();
        }
    }

    public NodeId self() {
        return settings.raft().self().id();
    }

    public String zone() {
        return settings.agent().zone();
    }

    public TimingProfile profile() {
        return settings.agent().profile();
    }

    public @Nullable ClusterSecret secret() {
        return settings.agent().secret();
    }

    /** For whoever changes or reads replicated state. */
    public Consensus consensus() {
        return writes;
    }

    /** Asks for an agent; go on on another thread. */
    public CompletableFuture<Reply> ask(Request request) {
        return authority.ask(request);
    }

    /** Why a name is in its state, empty if it is not known here; go on on another thread. */
    public CompletableFuture<Optional<Explanation>> explain(NodeId id) {
        return authority.explain(id);
    }

    /** The members as they are replicated here. */
    public Replicated replicated() {
        return keeper.replicated();
    }

    /** The role in the log that was told last. */
    public Role role() {
        return writes.role();
    }

    /** How the log stands. */
    public AgreedLog.Status log() {
        return log.status();
    }

    /** What only a leader can do. */
    public Leading leading() {
        return leading;
    }

    /** What the log counts. */
    public LogNumbers logNumbers() {
        return log.numbers();
    }

    /** What it counts beside the log. */
    public HostCounts counts() {
        return counts;
    }

    /** The evidence of a leader with a majority. */
    public Lease lease() {
        return authority.lease();
    }

    /** Whether a majority stands behind a leader, as far as this coordinator knows by its own log. */
    public boolean hasQuorum() {
        return role().leader() != null && lease().isYounger(profile().leaseFreshNanos(), System.nanoTime());
    }

    /** What the members say and see. */
    public Observations observations() {
        ClusterSnapshot now = agent.view().now();
        return new Observations(self(), now, sightings, profile());
    }

    /** The cluster as the node of this process sees it. */
    public ClusterView view() {
        return agent.view();
    }

    public ClusterAgent agent() {
        return agent;
    }
}
