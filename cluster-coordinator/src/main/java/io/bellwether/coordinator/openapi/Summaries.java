package io.bellwether.coordinator.openapi;

import java.util.Map;

/** What each operation is for, in a line. One that is not here is described without. */
final class Summaries {

    static final Map<String, String> BY_OPERATION = Map.ofEntries(
            Map.entry("GET /cluster/status", "Who is in the cluster and how well, and whether a majority leads"),
            Map.entry("GET /health", "Whether the process is up"),
            Map.entry("GET /health/ready", "Whether it is of use: quorum and a leader, by a linearizable read"),
            Map.entry("GET /api/v1/cluster", "How the cluster and this coordinator's log stand"),
            Map.entry("GET /api/v1/members", "All members"),
            Map.entry("GET /api/v1/members/{id}", "One member"),
            Map.entry("GET /api/v1/members/{id}/explain", "Why a member, or a former one, is in its state"),
            Map.entry("GET /api/v1/services", "Where the processes of each service are, and how well"),
            Map.entry("GET /api/v1/views", "Which epoch and version each member holds, and how far it is behind"),
            Map.entry("GET /api/v1/events", "What happened, page by page"),
            Map.entry("GET /api/v1/events/stream", "What happens, as server-sent events; Last-Event-ID goes on"),
            Map.entry("GET /api/v1/config", "All namespaces of the configuration"),
            Map.entry("GET /api/v1/config/{namespace}", "The keys of a namespace, page by page"),
            Map.entry("GET /api/v1/config/{namespace}/{key}", "A value as it was put; its version is the ETag"),
            Map.entry("PUT /api/v1/config/{namespace}", "Replaces a namespace; needs If-Match"),
            Map.entry("PUT /api/v1/config/{namespace}/{key}", "Puts a value; If-Match makes it conditional"),
            Map.entry("DELETE /api/v1/config/{namespace}", "Deletes a namespace; needs If-Match"),
            Map.entry("DELETE /api/v1/config/{namespace}/{key}", "Deletes a key; If-Match makes it conditional"),
            Map.entry("GET /api/list-brokers", "The brokers that are registered"),
            Map.entry("POST /api/register-broker", "Registers a broker, or renews its registration"),
            Map.entry("POST /api/v1/members/{id}/drain", "Has a member drained: no new requests"),
            Map.entry("POST /api/v1/members/{id}/undrain", "Ends a drain"),
            Map.entry("POST /api/v1/members/{id}/readmit", "Clears a member's penalty points and lets it in"),
            Map.entry("POST /api/v1/members/{id}/forget", "Strikes a former name off the books"),
            Map.entry("PUT /api/v1/members/{id}/maintenance", "Keeps a member out of judgement for a time"),
            Map.entry("DELETE /api/v1/members/{id}/maintenance", "Ends a maintenance"),
            Map.entry("POST /api/v1/leader/transfer", "Hands leadership over to another coordinator"),
            Map.entry("GET /api/v1/voters", "Who votes"),
            Map.entry("PUT /api/v1/voters", "Changes who votes"),
            Map.entry("GET /prometheus/targets", "Whom Prometheus shall scrape, in the format of its discovery"));

    private Summaries() {}
}
