package io.bellwether.faults.harness;

import io.bellwether.devservices.app.AppImage;
import io.bellwether.devservices.process.JvmFlags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words that start the processes of one cluster. */
final class CommandLines {

    private static final int COORDINATOR_HEAP_MEGABYTES = 160;
    private static final int MEMBER_HEAP_MEGABYTES = 96;

    private final Installation installation;
    private final AppImage coordinator;
    private final Profile profile;
    private final Path secretFile;
    private final Path tokenFile;
    private final Supplier<List<Node>> nodes;

    CommandLines(
            Installation installation, Profile profile, Path secretFile, Path tokenFile, Supplier<List<Node>> nodes) {
        this.installation = installation;
        this.coordinator = installation.coordinator();
        this.profile = profile;
        this.secretFile = secretFile;
        this.tokenFile = tokenFile;
        this.nodes = nodes;
    }

    /** Whether this node writes down which classes it loaded when it ends in order; later ones start sooner by that. */
    boolean learns(Node node) {
        return isFirst(node) && !Files.exists(archive(node));
    }

    private boolean isFirst(Node node) {
        return nodes.get().stream()
                        .filter(other -> other.isCoordinator() == node.isCoordinator())
                        .findFirst()
                        .orElse(node)
                == node;
    }

    private Path archive(Node node) {
        return node.isCoordinator() ? coordinator.sharedArchive() : installation.memberArchive();
    }

    private List<Node> coordinators() {
        return nodes.get().stream().filter(Node::isCoordinator).toList();
    }

    List<String> of(Node node) {
        var words = new ArrayList<>(node.spec().wrap());
        words.add(JvmFlags.java());
        words.add(Leftovers.marker());
        words.add("-XX:-UsePerfData");
        words.addAll(JvmFlags.small(node.isCoordinator() ? COORDINATOR_HEAP_MEGABYTES : MEMBER_HEAP_MEGABYTES));
        words.addAll(JvmFlags.sharedArchive(archive(node), isFirst(node)));
        words.addAll(node.spec().jvmOptions());
        if (node.isCoordinator()) {
            coordinator.extract();
            words.addAll(List.of("-jar", coordinator.mainJar().toString()));
        } else {
            words.addAll(List.of(
                    "-cp", installation.memberJar().toString(), "io.bellwether.faults.member.MemberApplication"));
        }
        // Spring would join the values of an argument that is given twice.
        Map<String, String> arguments = new LinkedHashMap<>();
        Stream.concat(arguments(node).stream(), node.spec().arguments().stream())
                .forEach(word -> arguments.put(word.substring(0, (word + "=").indexOf('=')), word));
        words.addAll(arguments.values());
        return words;
    }

    private List<String> arguments(Node node) {
        String host = node.spec().host();
        var words = new ArrayList<>(List.of(
                "--server.address=" + host,
                "--server.port=" + node.ports().http(),
                "--spring.main.banner-mode=off",
                "--cluster.node.id=" + node.name(),
                "--cluster.node.bind=%s:%d".formatted(host, node.ports().datagrams()),
                "--cluster.profile=" + profile.word(),
                "--cluster.secret-file=" + secretFile,
                "--cluster.coordinators="
                        + coordinators().stream()
                                .map(one -> one.uri("").toString())
                                .collect(Collectors.joining(",")),
                "--management.endpoints.web.exposure.include=health,info,cluster,prometheus",
                "--logging.structured.format.file=ecs",
                "--logging.file.name=" + node.log()));
        if (node.isCoordinator()) {
            words.add("--cluster.data-directory=" + node.data());
            words.add("--cluster.operator.token-file=" + tokenFile);
            words.add("--cluster.raft.voters="
                    + coordinators().stream()
                            .map(one -> one.name() + "=" + one.raftAddress())
                            .collect(Collectors.joining(",")));
        } else {
            words.add("--spring.application.name=member");
        }
        return words;
    }
}
