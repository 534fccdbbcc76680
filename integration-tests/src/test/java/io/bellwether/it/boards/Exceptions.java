package io.bellwether.it.boards;

import java.util.Map;
import java.util.Set;

/** Where the rules of {@link DashboardLintTest} do not hold, all in one place, each with its reason. */
final class Exceptions {

    /** Told by the leader, whoever that is: a choice of processes must not hide the cluster. */
    static final Set<String> TOLD_BY_THE_LEADER = Set.of(
            "cluster_member_state",
            "cluster_member_health_score",
            "cluster_member_phi",
            "cluster_edge_state",
            "cluster_edges",
            "raft_replication_lag_entries");

    private static final String WHOLE =
            "a word about the cluster: with a choice of processes it would say \"nobody leads\" while somebody does";

    /** Panels, by title, whose questions take no choice of processes. */
    static final Map<String, String> ABOUT_THE_CLUSTER = Map.ofEntries(
            Map.entry("Quorum", WHOLE),
            Map.entry("Leader", WHOLE),
            Map.entry("Members", WHOLE),
            Map.entry("Not healthy", WHOLE),
            Map.entry("Lost", WHOLE),
            Map.entry("Protection", WHOLE),
            Map.entry("Projections", WHOLE),
            Map.entry("Coordinators missing", WHOLE),
            Map.entry("Coordinators scraped", WHOLE),
            Map.entry("Term", WHOLE),
            Map.entry("Founders missing", WHOLE));

    /** Metrics of libraries, which docs/metrics.md does not list. */
    static final Set<String> OF_LIBRARIES = Set.of(
            "up",
            "http_server_requests_seconds",
            "jvm_buffer_memory_used_bytes",
            "jvm_classes_loaded_classes",
            "jvm_gc_pause_seconds",
            "jvm_memory_max_bytes",
            "jvm_memory_usage_after_gc",
            "jvm_memory_used_bytes",
            "jvm_threads_live_threads",
            "logback_events_total",
            "process_cpu_usage",
            "process_files_max_files",
            "process_files_open_files",
            "process_uptime_seconds",
            "spring_cloud_gateway_requests_seconds",
            "system_cpu_usage");

    private Exceptions() {}
}
