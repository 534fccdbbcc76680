package io.bellwether.faults.harness;

import io.bellwether.devservices.home.Folders;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Secrets;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Real coordinators and members as processes on this machine. Ends all of them when it is closed, also on Ctrl-C. Its folder
 * with all logs goes then only if whoever used it came to the end, {@link #finished}, and nobody wants to {@link #keep} it.
 */
public final class Cluster implements AutoCloseable {

    private static final Duration SERVING_LIMIT = Duration.ofSeconds(90);
    private static final Duration WHOLE_LIMIT = Duration.ofSeconds(60);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(15);
    /** Finer than any promise; all processes are asked, so that asking more often would itself be a load. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Which of the two is a matter of the machine's load, not of who is there. */
    private static final List<String> WELL = List.of("HEALTHY", "DEGRADED");

    private final ClusterSpec spec;
    private final Path folder;
    private final String token;
    private final CommandLines commandLines;
    private final Views views;
    private final Consumer<String> notes;
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final Set<Integer> taken = new HashSet<>();
    private final Thread hook = new Thread(this::abandon, "end-cluster");
    private @Nullable String kept;
    private boolean finished;

    private Cluster(ClusterSpec spec, Installation installation, Consumer<String> notes) {
        this.spec = spec;
        this.notes = notes;
        this.folder = folder(installation.runs(), spec.name());
        var secrets = new Secrets(new Home(folder));
        this.token = secrets.get("operator-token");
        this.commandLines = new CommandLines(
                installation,
                spec.profile(),
                secrets.file("cluster-secret"),
                secrets.file("operator-token"),
                this::nodes);
        this.views = new Views(LOOK_EVERY);
        spec.nodes().forEach(this::add);
    }

    /**
     * A cluster that does not run yet.
     *
     * @param notes Takes what a person should know: leftovers that were ended, where logs are kept.
     */
    public static Cluster create(ClusterSpec spec, Consumer<String> notes) {
        int ended = Leftovers.end();
        if (ended > 0) {
            notes.accept("Ended %d processes that an earlier run had left behind".formatted(ended));
        }
        var cluster = new Cluster(spec, Installation.here(), notes);
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        return cluster;
    }

    /** A running cluster: every process serves, every view holds everybody and finds them well. */
    public static Cluster start(ClusterSpec spec, Consumer<String> notes) {
        var cluster = create(spec, notes);
        try {
            cluster.startAll();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static Path folder(Path runs, String name) {
        try {
            Files.createDirectories(runs);
            return Files.createTempDirectory(runs, name + "-");
        } catch (IOException e) {
            throw new StartProblem(
                    "No folder can be made in %s for the processes: %s".formatted(runs, e.getMessage()), e);
        }
    }

    /** Adds a node that does not run yet. Coordinators that run already do not learn of a new one. */
    public Node add(NodeSpec node) {
        var added = new Node(node, Ports.free(node.isCoordinator(), taken), folder.resolve(node.name()), commandLines);
        nodes.add(added);
        return added;
    }

    /** Starts all nodes, members once the coordinators serve, and waits until the cluster is whole. */
    public void startAll() {
        startTogether(coordinators());
        startTogether(members());
        awaitWhole(WHOLE_LIMIT.plus(profile().timing().stabilization().multipliedBy(2)));
    }

    private void startTogether(List<Node> some) {
        some.forEach(this::start);
        some.forEach(node -> node.awaitServing(SERVING_LIMIT));
    }

    /** Starts one, and has its view watched. */
    public void start(Node node) {
        node.start();
        views.watch(node);
    }

    public Profile profile() {
        return spec.profile();
    }

    public Path folder() {
        return folder;
    }

    /** The operator token. */
    public String token() {
        return token;
    }

    public Views views() {
        return views;
    }

    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    public List<Node> coordinators() {
        return nodes.stream().filter(Node::isCoordinator).toList();
    }

    public List<Node> members() {
        return nodes.stream().filter(node -> !node.isCoordinator()).toList();
    }

    public Node node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no node " + name));
    }

    /** All that run but these. */
    public List<Node> runningBut(List<Node> others) {
        return nodes.stream()
                .filter(Node::isAlive)
                .filter(node -> !others.contains(node))
                .toList();
    }

    /** The coordinator that says of itself that it leads, with a majority. */
    public Optional<Node> leader() {
        return coordinators().stream()
                .filter(Node::isAlive)
                .filter(Cluster::leads)
                .findFirst();
    }

    private static boolean leads(Node node) {
        var answer = node.get("/api/v1/cluster");
        return answer.isOk()
                && answer.json().path("role").asString("").equals("LEADER")
                && answer.json().path("hasQuorum").asBoolean(false);
    }

    public Node awaitLeader(Duration limit) {
        return Await.value("a leader with a majority", limit, this::leader);
    }

    /**
     * Waits until every running node finds every running node HEALTHY or DEGRADED, and nobody else in its view, and every
     * running coordinator is ready: it has proven by then that it follows the agreed log.
     */
    public void awaitWhole(Duration limit) {
        Await.until(
                "every view to hold everybody that runs, and to find them well",
                limit,
                () -> firstGap().isEmpty(),
                this::firstGap);
    }

    private String firstGap() {
        List<Node> running = runningBut(List.of());
        var names = running.stream().map(Node::name).toList();
        for (Node observer : running) {
            var statuses = statuses(observer);
            for (String name : names) {
                if (!WELL.contains(statuses.getOrDefault(name, "unknown"))) {
                    return "%s says of %s: %s".formatted(observer, name, statuses.getOrDefault(name, "unknown"));
                }
            }
            if (statuses.size() != names.size()) {
                return "%s knows %s".formatted(observer, statuses);
            }
        }
        return running.stream()
                .filter(Node::isCoordinator)
                .map(coordinator -> {
                    Answer answer = coordinator.get("/health/ready");
                    return answer.isOk() ? "" : "%s is not ready: %s".formatted(coordinator, answer.shortText());
                })
                .filter(gap -> !gap.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** What a node says now of every member, asked for at this moment; empty where it does not answer. */
    public SortedMap<String, String> statuses(Node observer) {
        var statuses = new TreeMap<String, String>();
        if (observer.isCoordinator()) {
            json(observer.get("/cluster/status"))
                    .path("membership")
                    .properties()
                    .forEach(member -> statuses.put(
                            member.getKey(), member.getValue().path("status").asString("")));
        } else {
            json(observer.get("/actuator/cluster"))
                    .path("members")
                    .forEach(member -> statuses.put(
                            member.path("id").asString(""),
                            member.path("status").asString("")));
        }
        return statuses;
    }

    private static JsonNode json(Answer answer) {
        return answer.isOk() ? answer.json() : MissingNode.getInstance();
    }

    /** Events of the journal after a number, oldest first, from any coordinator that answers. */
    public List<JsonNode> eventsAfter(long sequence) {
        for (Node coordinator : coordinators()) {
            var answer = coordinator.get("/api/v1/events?limit=500&after=" + sequence);
            if (answer.isOk()) {
                List<JsonNode> events = new ArrayList<>();
                answer.json().path("events").forEach(events::add);
                return events;
            }
        }
        throw new NotInTimeException("no coordinator tells its events");
    }

    /** The number of the newest event. */
    public long newestEvent() {
        for (Node coordinator : coordinators()) {
            var answer = coordinator.get("/api/v1/events?limit=1");
            if (answer.isOk()) {
                return answer.json().path("newest").asLong();
            }
        }
        throw new NotInTimeException("no coordinator tells its events");
    }

    /** A change at one coordinator, or where that sends it, with the operator token. */
    public Answer change(Node coordinator, String method, String path, String type, String body) {
        var answer = Rest.change(method, coordinator.uri(path), token, type, body, WRITE_LIMIT);
        var elsewhere = answer.header("Location");
        return answer.status() == 307 && elsewhere.isPresent()
                ? Rest.change(method, URI.create(elsewhere.get()), token, type, body, WRITE_LIMIT)
                : answer;
    }

    /** Has the folder with all logs stay, because of this. */
    public synchronized void keep(String reason) {
        if (kept == null) {
            kept = reason;
        }
    }

    /** Nothing came in between: the folder is needed no more, as far as its user knows. */
    public synchronized void finished() {
        finished = true;
    }

    private synchronized @Nullable String reasonToKeep() {
        return kept == null && !finished ? "it ended before its end" : kept;
    }

    @Override
    public void close() {
        nodes.stream().filter(Node::isAlive).filter(commandLines::learns).forEach(node -> {
            node.resume();
            node.stop();
        });
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs: it has ended everything just as well.
            return;
        }
        String reason = reasonToKeep();
        if (reason != null) {
            notes.accept("Data and logs are kept in %s: %s".formatted(folder, reason));
            return;
        }
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            notes.accept("%s could not be deleted: %s".formatted(folder, e.getMessage()));
        }
    }

    /** This process is being ended; whoever did that may want to know what the others did until then. */
    private void abandon() {
        endAll();
        notes.accept("Ended all processes; their data and logs are in %s".formatted(folder));
    }

    private void endAll() {
        views.close();
        nodes.forEach(Node::close);
    }
}
