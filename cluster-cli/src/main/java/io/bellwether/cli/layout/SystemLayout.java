package io.bellwether.cli.layout;

import io.bellwether.devservices.app.AppImage;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Secrets;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.kafka.KafkaLibraries;
import io.bellwether.devservices.kafka.KafkaServer;
import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.postgres.PostgresServer;
import io.bellwether.devservices.process.JvmFlags;
import io.bellwether.devservices.process.ProcessRecord;
import io.bellwether.devservices.process.ProcessRecords;
import io.bellwether.devservices.redis.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The whole system on this machine: every node, in the order in which they are started and shown. */
public final class SystemLayout {

    public static final int SCALE_MAX = 20;

    private static final int COORDINATORS = 3;
    private static final int HEAP_MEGABYTES = 160;
    private static final List<String> SCALABLE = List.of("log-producer", "log-consumer");

    private final Home home;
    private final Path repository;
    private final PortPlan ports;
    private final Places places;
    private final Map<String, Integer> scale;
    private final External external;
    private final Map<String, AppImage> images = new TreeMap<>();
    private final List<Node> nodes;

    private SystemLayout(Home home, Path repository, Map<String, Integer> scale, boolean freePorts) {
        this.home = home;
        this.repository = repository;
        this.scale = scale;
        this.ports = PortPlan.of(home, freePorts);
        this.places = Places.of(home.folder());
        this.external = External.of(System.getenv());
        this.nodes = List.copyOf(nodesInOrder());
    }

    /**
     * The layout that is asked for.
     *
     * @param wanted Instances by service; a service that is not named keeps those that run.
     */
    public static SystemLayout of(Home home, Path repository, Map<String, Integer> wanted, boolean freePorts) {
        wanted.forEach((service, instances) -> {
            if (!SCALABLE.contains(service)) {
                throw new StartProblem(
                        "'%s' cannot be scaled; these can: %s".formatted(service, String.join(", ", SCALABLE)));
            }
            if (instances < 1 || instances > SCALE_MAX) {
                throw new StartProblem(
                        "%s can have 1 to %d instances, not %d".formatted(service, SCALE_MAX, instances));
            }
        });
        var scale = new TreeMap<>(running(home));
        scale.putAll(wanted);
        return new SystemLayout(home, repository, scale, freePorts);
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** Whether the layout has this node. */
    public Optional<Node> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The node that a person means: by its name, or by its service where that has only one instance. */
    public Node find(String name) {
        var exact = node(name);
        if (exact.isPresent()) {
            return exact.get();
        }
        var instances = nodes.stream()
                .filter(node -> node.name().replaceFirst("-[0-9]+$", "").equals(name))
                .toList();
        if (instances.size() == 1) {
            return instances.getFirst();
        }
        var names = (instances.isEmpty() ? nodes : instances)
                .stream().map(Node::name).toList();
        throw new StartProblem("%s; it has: %s"
                .formatted(
                        instances.isEmpty()
                                ? "This system has no node '%s'".formatted(name)
                                : "'%s' has several instances".formatted(name),
                        String.join(", ", names)));
    }

    /** Nodes that run but are not asked for any more, last instance first. */
    public List<Node> surplus() {
        return new ProcessRecords(home)
                .all().stream()
                        .map(ProcessRecord::node)
                        .filter(name -> node(name).isEmpty())
                        .filter(name -> SCALABLE.stream().anyMatch(name::startsWith))
                        .<Node>map(
                                name -> app(name.replaceFirst("-[0-9]+$", ""), name, List.of(), List.of(), List.of()))
                        .toList()
                        .reversed();
    }

    /** Makes the passwords that this system needs and does not have yet; services are started with all of them. */
    public void makeSecrets() {
        var secrets = new Secrets(home);
        secrets.file(ClusterArguments.CLUSTER_SECRET);
        secrets.file(ClusterArguments.OPERATOR_TOKEN);
        if (!external.postgres()) {
            secrets.get(PostgresServer.PASSWORD);
        }
        if (!external.redis()) {
            secrets.get(RedisServer.PASSWORD);
        }
    }

    /** Makes the network that this system's nodes run in, if it has one: as much of it as is not there yet. */
    public void makeNetwork() {
        BrokenNetwork.of(home.folder())
                .ifPresent(
                        network -> network.make(nodes.stream().map(Node::name).toList()));
    }

    /** Base URLs of the coordinators. */
    public List<URI> coordinators() {
        return coordinatorNames().stream()
                .map(name -> URI.create("http://" + address(name)))
                .toList();
    }

    /** The names of all that become members of the cluster. */
    public List<String> members() {
        return nodes.stream()
                .filter(node -> node instanceof AppNode)
                .map(Node::name)
                .toList();
    }

    /** The names of the coordinators. */
    public List<String> coordinatorNames() {
        return IntStream.rangeClosed(1, COORDINATORS)
                .mapToObj(i -> "coordinator-" + i)
                .toList();
    }

    /** Where a coordinator listens for other voters. */
    public String raftAddress(String coordinator) {
        return "%s:%d".formatted(places.address(coordinator), ports.raft(coordinator));
    }

    /** Where the operator's token is once it was made. */
    public Path operatorToken() {
        return new Secrets(home).folder().resolve(ClusterArguments.OPERATOR_TOKEN);
    }

    /** Host and port of a node, for those who speak to it and for people. */
    public String address(String node) {
        return "%s:%d".formatted(places.address(node), ports.port(node));
    }

    private static Map<String, Integer> running(Home home) {
        var scale = new TreeMap<String, Integer>();
        for (var entry : new ProcessRecords(home).all()) {
            int dash = entry.node().lastIndexOf('-');
            var service = dash < 0 ? entry.node() : entry.node().substring(0, dash);
            if (SCALABLE.contains(service)) {
                scale.merge(service, Integer.parseInt(entry.node().substring(dash + 1)), Math::max);
            }
        }
        return scale;
    }

    private List<Node> nodesInOrder() {
        var secrets = new Secrets(home);
        var cluster = new ClusterArguments(ports, places, secrets, COORDINATORS);
        var all = new ArrayList<Node>();
        // What takes longest, and what others wait for, comes first: everything is started at once on few cores.
        if (!external.kafka()) {
            all.add(new KafkaServer(
                    home,
                    KafkaLibraries.in(repository),
                    ports.port("kafka"),
                    ports.port("kafka-controller"),
                    places.place("kafka")));
        }
        if (!external.postgres()) {
            all.add(new PostgresServer(home, secrets, ports.port("postgres"), places.place("postgres")));
        }
        if (!external.redis()) {
            all.add(new RedisServer(home, secrets, ports.port("redis"), places.place("redis")));
        }
        addEach(all, cluster, "log-consumer", consumerArguments());
        addEach(all, cluster, "log-producer", kafkaArguments());
        all.add(service(cluster, "api-gateway", "api-gateway-1", JvmFlags.busy(HEAP_MEGABYTES), gatewayArguments()));
        for (var name : cluster.coordinators()) {
            var arguments = new ArrayList<>(cluster.coordinator(name));
            arguments.addAll(cluster.copies(external));
            all.add(app(
                    "cluster-coordinator", name, List.of(ports.raft(name)), JvmFlags.small(HEAP_MEGABYTES), arguments));
        }
        return all;
    }

    private void addEach(List<Node> all, ClusterArguments cluster, String service, List<String> arguments) {
        for (int i = 1; i <= instances(service); i++) {
            all.add(service(cluster, service, service + "-" + i, JvmFlags.small(HEAP_MEGABYTES), arguments));
        }
    }

    private AppNode service(
            ClusterArguments cluster, String module, String name, List<String> jvmFlags, List<String> arguments) {
        var all = new ArrayList<>(cluster.member(name));
        all.addAll(arguments);
        return app(module, name, List.of(), jvmFlags, all);
    }

    private int instances(String service) {
        return scale.getOrDefault(service, 1);
    }

    private AppNode app(
            String module, String name, List<Integer> otherPorts, List<String> jvmFlags, List<String> arguments) {
        var jar = repository.resolve(module).resolve("target").resolve(module + ".jar");
        var image = images.computeIfAbsent(
                module, unknown -> new AppImage(home.apps().resolve(module), jar));
        return new AppNode(
                home,
                image,
                new AppNode.App(
                        name,
                        places.place(name),
                        ports.port(name),
                        otherPorts,
                        jvmFlags,
                        name.endsWith("-1"),
                        arguments));
    }

    private List<String> kafkaArguments() {
        return external.kafka() ? List.of() : List.of("--spring.kafka.bootstrap-servers=" + address("kafka"));
    }

    private List<String> consumerArguments() {
        var arguments = new ArrayList<>(kafkaArguments());
        if (!external.postgres()) {
            arguments.add("--spring.datasource.url=jdbc:postgresql://%s/%s"
                    .formatted(address("postgres"), PostgresServer.DATABASE));
            arguments.add("--spring.datasource.username=" + PostgresServer.USER);
            arguments.add(passwords());
        }
        return arguments;
    }

    /** Only for those who use a server of ours: one from outside has another password, or none. */
    private String passwords() {
        return "--spring.config.import=configtree:" + home.secrets() + "/";
    }

    private List<String> gatewayArguments() {
        var arguments = new ArrayList<String>();
        if (!external.redis()) {
            arguments.add("--spring.data.redis.host=" + places.address("redis"));
            arguments.add("--spring.data.redis.port=" + ports.port("redis"));
            arguments.add(passwords());
        }
        return arguments;
    }
}
