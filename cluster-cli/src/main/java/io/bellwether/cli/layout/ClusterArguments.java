package io.bellwether.cli.layout;

import io.bellwether.devservices.home.Secrets;
import io.bellwether.devservices.kafka.KafkaServer;
import io.bellwether.devservices.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a process is told of the cluster that it shall join. */
final class ClusterArguments {

    /** The key that authenticates every datagram, and the token of the operator. */
    static final String CLUSTER_SECRET = "cluster-secret";

    static final String OPERATOR_TOKEN = "operator-token";

    private final PortPlan ports;
    private final Places places;
    private final Secrets secrets;
    private final List<String> coordinators;

    ClusterArguments(PortPlan ports, Places places, Secrets secrets, int coordinators) {
        this.ports = ports;
        this.places = places;
        this.secrets = secrets;
        this.coordinators = IntStream.rangeClosed(1, coordinators)
                .mapToObj(i -> "coordinator-" + i)
                .toList();
    }

    List<String> coordinators() {
        return coordinators;
    }

    /** For any member. */
    List<String> member(String node) {
        return List.of(
                "--cluster.node.bind=" + places.address(node) + ":" + ports.datagrams(node),
                "--cluster.coordinators="
                        + coordinators.stream()
                                .map(name -> "http://%s:%d".formatted(places.address(name), ports.port(name)))
                                .collect(Collectors.joining(",")),
                "--cluster.secret-file=" + secrets.folder().resolve(CLUSTER_SECRET));
    }

    /** For a coordinator. */
    List<String> coordinator(String node) {
        var arguments = new ArrayList<>(member(node));
        arguments.add("--cluster.raft.voters="
                + coordinators.stream()
                        .map(name -> "%s=%s:%d".formatted(name, places.address(name), ports.raft(name)))
                        .collect(Collectors.joining(",")));
        arguments.add("--cluster.operator.token-file=" + secrets.folder().resolve(OPERATOR_TOKEN));
        return arguments;
    }

    /** Where a coordinator that leads copies what it knows: to servers of ours, since others are not known to want it. */
    List<String> copies(External external) {
        var arguments = new ArrayList<String>();
        if (!external.kafka()) {
            arguments.add("--cluster.projections.kafka.bootstrap-servers=%s:%d"
                    .formatted(places.address(KafkaServer.NAME), ports.port(KafkaServer.NAME)));
        }
        if (!external.redis()) {
            arguments.add("--cluster.projections.redis.host=" + places.address(RedisServer.NAME));
            arguments.add("--cluster.projections.redis.port=" + ports.port(RedisServer.NAME));
            arguments.add("--cluster.projections.redis.password-file="
                    + secrets.folder().resolve(RedisServer.PASSWORD));
        }
        return arguments;
    }
}
