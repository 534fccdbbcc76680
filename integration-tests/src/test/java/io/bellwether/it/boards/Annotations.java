package io.bellwether.it.boards;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is drawn over all curves. Verdicts come from the journal, as it stands in Postgres; who leads is no matter of the
 * journal (nobody agrees on having lost a leader), so that and the quorum come from Prometheus.
 */
final class Annotations {

    private static final String MOVED = """
            select at as time, concat(subject, ' became ', lower(to_state)) as title,
              concat_ws(E'\\n', cause, evidence) as text, lower(to_state) as tags
            from cluster_events
            where $__timeFilter(at) and type = 'member.moved' and lower(to_state) in (%s)
            order by at limit 500""";

    private static final String PROTECTION = """
            select at as time, type as title, concat_ws(E'\\n', cause, evidence) as text, 'protection' as tags
            from cluster_events where $__timeFilter(at) and type like 'protection.%' order by at limit 500""";

    private Annotations() {}

    static List<JsonNode> all() {
        return List.of(
                ownOfGrafana(),
                journal("Members lost", "red", MOVED.formatted("'unreachable', 'removed', 'quarantined'")),
                journal("Members back", "green", MOVED.formatted("'recovering', 'healthy'")),
                journal("Protection", "orange", PROTECTION),
                metric("Leader changes", "blue", "max(changes(raft_current_term[30s])) > 0", "Another term"),
                metric("No quorum", "dark-red", "(1 - max(cluster_quorum)) > 0", "Nobody leads with a majority"));
    }

    /** The one that every dashboard has; without it what people write by hand would not be shown. */
    private static JsonNode ownOfGrafana() {
        return Json.of("""
                {"builtIn": 1, "datasource": {"type": "grafana", "uid": "-- Grafana --"}, "enable": true, "hide": true,
                 "iconColor": "rgba(0, 211, 255, 1)", "name": "Annotations & Alerts", "type": "dashboard"}""");
    }

    private static ObjectNode journal(String name, String colour, String sql) {
        var annotation = annotation(name, colour, Source.POSTGRES);
        annotation.set("target", Query.sqlRows(sql).json("Anno"));
        return annotation;
    }

    /** Said twice, as Grafana has moved the question from the annotation into its target over the years. */
    private static ObjectNode metric(String name, String colour, String expr, String title) {
        var annotation = annotation(name, colour, Source.PROMETHEUS);
        annotation.put("expr", expr).put("step", "15s").put("titleFormat", title);
        annotation.set("target", Query.over(expr, "").json("Anno").put("interval", "15s"));
        return annotation;
    }

    private static ObjectNode annotation(String name, String colour, Source source) {
        return Json.object("name", name, "datasource", source.json(), "enable", true, "iconColor", colour);
    }
}
