package io.bellwether.faults.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One process of a cluster, before it runs.
 *
 * @param name Its node id.
 * @param kind What is started.
 * @param host The address that it listens on and is reached at.
 * @param wrap Words put before {@code java}, such as {@code ip netns exec NAME}.
 * @param jvmOptions Added to the JVM's, such as {@code -Dname=value}.
 * @param environment Added to that of whoever starts it.
 * @param arguments Added to the application's, such as {@code --cluster.node.zone=a}; the last one of a name wins.
 */
public record NodeSpec(
        String name,
        Kind kind,
        String host,
        List<String> wrap,
        List<String> jvmOptions,
        Map<String, String> environment,
        List<String> arguments) {

    /** What can be started. */
    public enum Kind {
        COORDINATOR,
        /** The small application of this module, see {@link io.bellwether.faults.member.MemberApplication}. */
        MEMBER
    }

    private static final String LOOPBACK = "127.0.0.1";

    public NodeSpec {
        wrap = List.copyOf(wrap);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    public static NodeSpec coordinator(String name) {
        return new NodeSpec(name, Kind.COORDINATOR, LOOPBACK, List.of(), List.of(), Map.of(), List.of());
    }

    public static NodeSpec member(String name) {
        return new NodeSpec(name, Kind.MEMBER, LOOPBACK, List.of(), List.of(), Map.of(), List.of());
    }

    public boolean isCoordinator() {
        return kind == Kind.COORDINATOR;
    }

    public NodeSpec withHost(String address) {
        return new NodeSpec(name, kind, address, wrap, jvmOptions, environment, arguments);
    }

    public NodeSpec withWrap(String... words) {
        return new NodeSpec(name, kind, host, List.of(words), jvmOptions, environment, arguments);
    }

    public NodeSpec withJvmOptions(String... more) {
        return new NodeSpec(name, kind, host, wrap, joined(jvmOptions, more), environment, arguments);
    }

    public NodeSpec withEnvironment(String variable, String value) {
        var more = new TreeMap<>(environment);
        more.put(variable, value);
        return new NodeSpec(name, kind, host, wrap, jvmOptions, more, arguments);
    }

    public NodeSpec withArguments(String... more) {
        return new NodeSpec(name, kind, host, wrap, jvmOptions, environment, joined(arguments, more));
    }

    private static List<String> joined(List<String> words, String... more) {
        var all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }
}
