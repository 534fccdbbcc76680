package io.bellwether.faults.network;

import io.bellwether.devservices.home.Folders;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.netns.Faults;
import io.bellwether.devservices.netns.Requirements;
import io.bellwether.devservices.netns.Way;
import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.ClusterSpec;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.NodeSpec;
import io.bellwether.faults.harness.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Three coordinators and four members as real processes, each in a network of its own on one bridge. Needs Linux and root.
 * Processes and networks go when it is closed, also on Ctrl-C; those of a run that was killed go when the next begins.
 */
public final class NetworkedCluster implements AutoCloseable {

    private static final int COORDINATORS = 3;
    private static final int MEMBERS = 4;
    private static final String OWNER = "owner.pid";
    private static final Duration SERVING_LIMIT = Duration.ofSeconds(90);
    private static final Duration ORDER_LIMIT = Duration.ofSeconds(20);
    private static final Duration SETTLED_LIMIT = Duration.ofSeconds(90);

    private final Cluster cluster;
    private final BrokenNetwork network;
    private final Thread hook;

    private NetworkedCluster(Cluster cluster, BrokenNetwork network) {
        this.cluster = cluster;
        this.network = network;
        this.hook = new Thread(network::remove, "remove-network");
    }

    /** A whole cluster of that profile. */
    public static NetworkedCluster start(Profile profile, Consumer<String> notes) {
        Requirements.check();
        var cluster = Cluster.create(ClusterSpec.of("network", profile), notes);
        removeLeftovers(cluster.folder().resolveSibling("."));
        own(cluster.folder());
        var started = new NetworkedCluster(cluster, BrokenNetwork.open(cluster.folder()));
        Runtime.getRuntime().addShutdownHook(started.hook);
        try {
            started.start();
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private void start() {
        var nodes = Stream.concat(
                        numbers(COORDINATORS).mapToObj(i -> NodeSpec.coordinator("coordinator-" + i)),
                        numbers(MEMBERS).mapToObj(i -> NodeSpec.member("member-" + i)))
                .toList();
        for (NodeSpec node : nodes) {
            var place = network.network().place(node.name());
            cluster.add(node.withHost(place.address()).withWrap(place.prefix().toArray(String[]::new)));
        }
        network.make(nodes.stream().map(NodeSpec::name).toList());
        cluster.nodes().forEach(cluster::start);
        cluster.nodes().forEach(node -> node.awaitServing(SERVING_LIMIT));
        awaitSettled();
    }

    private static IntStream numbers(int count) {
        return IntStream.rangeClosed(1, count);
    }

    public Cluster cluster() {
        return cluster;
    }

    /** A coordinator that does not lead. */
    public Node follower() {
        Node leader = cluster.awaitLeader(ORDER_LIMIT);
        return cluster.coordinators().stream()
                .filter(node -> node != leader)
                .findFirst()
                .orElseThrow();
    }

    /** All but these. */
    public List<Node> allBut(Collection<Node> nodes) {
        return cluster.nodes().stream().filter(node -> !nodes.contains(node)).toList();
    }

    /** Cuts nodes off from others, as they see it. */
    public void partition(Collection<Node> nodes, Collection<Node> others, Set<Way> ways) {
        network.change(faults -> faults.partition(names(nodes), names(others), ways));
    }

    /** Loses packets of a node, both ways. */
    public void loss(Node node, int percent) {
        network.change(faults -> faults.loss(node.name(), percent, Set.of(Way.IN, Way.OUT)));
    }

    /** Ends all faults. */
    public void heal() {
        network.change(faults -> Faults.NONE);
    }

    /** Ends what these nodes have a part in. */
    public void heal(Collection<Node> nodes) {
        network.change(faults -> faults.heal(names(nodes)));
    }

    /** Heals it, clears all points, and waits until everybody is well in every view. */
    public void settle() {
        heal();
        cluster.nodes().forEach(this::readmit);
        awaitSettled();
    }

    private void awaitSettled() {
        Await.until(
                "everybody to be well in every view",
                SETTLED_LIMIT,
                () -> Whole.isSettled(cluster),
                () -> Whole.views(cluster));
    }

    private void readmit(Node node) {
        Await.until(
                node + " to be readmitted",
                ORDER_LIMIT,
                () -> order(node).isOk(),
                () -> order(node).shortText());
    }

    private Answer order(Node node) {
        return cluster.change(
                cluster.awaitLeader(ORDER_LIMIT),
                "POST",
                "/api/v1/members/%s/readmit".formatted(node.name()),
                "application/json",
                "{\"reason\": \"the network was broken on purpose\"}");
    }

    private static List<String> names(Collection<Node> nodes) {
        return nodes.stream().map(Node::name).toList();
    }

    private static void own(Path folder) {
        try {
            Files.writeString(
                    folder.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new StartProblem("%s cannot be written: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Networks whose owner was killed. */
    private static void removeLeftovers(Path runs) {
        try (var folders = Files.newDirectoryStream(runs, folder -> Files.exists(folder.resolve(OWNER)))) {
            for (Path folder : folders) {
                long owner =
                        Long.parseLong(Files.readString(folder.resolve(OWNER)).strip());
                if (ProcessHandle.of(owner).filter(ProcessHandle::isAlive).isEmpty()) {
                    BrokenNetwork.of(folder).ifPresent(BrokenNetwork::remove);
                    Folders.delete(folder);
                }
            }
        } catch (IOException e) {
            throw new StartProblem(
                    "What earlier runs left in %s cannot be removed: %s".formatted(runs, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs: it removes the network just as well.
            return;
        }
        // The network first: its plan stands in the folder that the cluster deletes.
        network.remove();
        cluster.close();
    }
}
