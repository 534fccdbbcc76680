package io.bellwether.cli.command;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The status as a program reads it. */
final class StatusJson {

    private StatusJson() {}

    static String of(SystemStatus status, ClusterStatus cluster) {
        var nodes = status.nodes().stream().map(StatusJson::node).toList();
        var all = new LinkedHashMap<String, Object>();
        all.put("home", status.home());
        all.put("healthy", status.healthy());
        all.put("nodes", nodes);
        put(all, "cluster", cluster.told());
        put(all, "clusterFailure", cluster.failure().isEmpty() ? null : cluster.failure());
        if (status.faults() != null) {
            all.put("faults", FaultsJson.of(status.faults()));
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    private static Map<String, Object> node(SystemStatus.NodeStatus node) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("name", node.name());
        fields.put("state", node.state().name().toLowerCase(Locale.ROOT));
        fields.put("host", node.host());
        fields.put("port", node.port());
        put(fields, "pid", node.pid());
        put(fields, "since", node.since() == null ? null : node.since().toString());
        put(fields, "memoryBytes", node.memoryBytes());
        if (!node.reason().isEmpty()) {
            fields.put("reason", node.reason());
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @org.jspecify.annotations.Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
