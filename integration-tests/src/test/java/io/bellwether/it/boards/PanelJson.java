package io.bellwether.it.boards;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A panel as Grafana 12 reads it. */
final class PanelJson {

    private static final String LAST = """
            {"calcs": ["lastNotNull"], "fields": "", "values": false}""";

    private static final String LEGEND = """
            {"showLegend": true, "displayMode": "list", "placement": "bottom"}""";

    private static final String CALCULATED = """
            "calculate": true, "calculation": {
              "xBuckets": {"mode": "size", "value": "15s"}, "yBuckets": {"mode": "size", "value": "10"}}""";

    private PanelJson() {}

    static ObjectNode of(Panel panel, int id, int x, int y) {
        var json =
                Json.object("id", id, "type", panel.type.id(), "title", panel.title, "description", panel.description);
        json.set("datasource", panel.queries.getFirst().source().json());
        json.set("gridPos", Json.object("x", x, "y", y, "w", panel.width, "h", panel.height));
        json.set("fieldConfig", Json.object("defaults", defaults(panel), "overrides", overrides(panel)));
        json.set("options", options(panel));
        if (!panel.renamed.isEmpty()) {
            json.set("transformations", transformations(panel));
        }
        var targets = new ArrayList<JsonNode>();
        for (int i = 0; i < panel.queries.size(); i++) {
            targets.add(panel.queries.get(i).json(refId(i)));
        }
        json.set("targets", Json.array(targets));
        return json;
    }

    /** Neutral names: a frame called "nodes" or "edges" would be taken for one of a graph even when it is empty. */
    static String refId(int index) {
        return String.valueOf((char) ('A' + index));
    }

    private static ObjectNode defaults(Panel panel) {
        var defaults = Json.object("unit", panel.unit);
        if (!panel.noValue.isEmpty()) {
            defaults.put("noValue", panel.noValue);
        }
        if (panel.min != null) {
            defaults.put("min", panel.min);
        }
        if (panel.max != null) {
            defaults.put("max", panel.max);
        }
        if (panel.decimals != null) {
            defaults.put("decimals", panel.decimals);
        }
        if (panel.words != null) {
            defaults.set("mappings", mappings(panel.words));
        }
        // Of a graph the colours come with the data; a mode for all fields would be taken before them.
        if (panel.type != Panel.Type.GRAPH && panel.type != Panel.Type.HEAT) {
            defaults.set("color", Json.object("mode", hasPalette(panel) ? "palette-classic" : "thresholds"));
            defaults.set("thresholds", thresholds(panel));
        }
        if (panel.type == Panel.Type.GRAPH) {
            defaults.set("links", Json.array(List.of(memberLink("${__data.fields.id}"))));
        }
        switch (panel.type) {
            case CURVES -> defaults.set("custom", curves(panel));
            case STATES -> defaults.set("custom", Json.object("fillOpacity", 80, "lineWidth", 0));
            case TABLE -> defaults.set("custom", Json.object("align", "auto", "filterable", true));
            case STAT, HEAT, GRAPH, BARS -> {}
        }
        return defaults;
    }

    private static boolean hasPalette(Panel panel) {
        return panel.type == Panel.Type.CURVES;
    }

    private static ObjectNode curves(Panel panel) {
        return Json.of("""
                {"drawStyle": "%s", "lineWidth": 1, "fillOpacity": %d, "showPoints": "auto", "spanNulls": false,
                 "stacking": {"mode": "%s", "group": "A"}, "thresholdsStyle": {"mode": "%s"}}""".formatted(
                        panel.counted ? "bars" : "line",
                        panel.counted ? 60 : 8,
                        panel.stacked ? "normal" : "none",
                        panel.steps.isEmpty() ? "off" : "line"));
    }

    private static JsonNode thresholds(Panel panel) {
        var steps = new ArrayList<JsonNode>();
        steps.add(Json.object("color", panel.baseColour, "value", Json.NULL));
        panel.steps.forEach(step -> steps.add(Json.object("color", step.colour(), "value", step.from())));
        return Json.object("mode", "absolute", "steps", Json.array(steps));
    }

    static JsonNode mappings(Words words) {
        var options = Json.object();
        for (int i = 0; i < words.words().size(); i++) {
            var word = words.words().get(i);
            options.set(
                    String.valueOf(word.value()), Json.object("text", word.text(), "color", word.colour(), "index", i));
        }
        return Json.array(List.of(Json.object("type", "value", "options", options)));
    }

    private static JsonNode overrides(Panel panel) {
        return Json.array(panel.columns.stream()
                .map(column -> Json.object(
                        "matcher",
                        Json.object("id", "byName", "options", column.name()),
                        "properties",
                        Json.array(column.properties())))
                .toList());
    }

    /** A property of a column. */
    static JsonNode property(String id, Object value) {
        return Json.object("id", id, "value", value);
    }

    /** Shows numbers as coloured words. */
    static JsonNode[] inWords(Words words) {
        return new JsonNode[] {
            property("mappings", mappings(words)), property("custom.cellOptions", Json.object("type", "color-text")),
        };
    }

    /** Leads from the name of a member to its board. */
    static JsonNode toMember() {
        return property("links", Json.array(List.of(memberLink("${__value.text}"))));
    }

    private static ObjectNode memberLink(String name) {
        return Json.object(
                "title",
                "Look at this member",
                "url",
                "/d/%smember?var-node=%s&${__url_time_range}".formatted(Board.PREFIX, name),
                "targetBlank",
                false);
    }

    private static JsonNode transformations(Panel panel) {
        var excluded = Json.object("Time", true);
        var order = Json.object();
        var names = Json.object();
        int place = 0;
        for (Map.Entry<String, String> column : panel.renamed.entrySet()) {
            if (column.getValue().isEmpty()) {
                excluded.put(column.getKey(), true);
            } else {
                order.put(column.getKey(), place++);
                names.put(column.getKey(), column.getValue());
            }
        }
        var steps = new ArrayList<JsonNode>();
        if (panel.queries.size() > 1) {
            steps.add(Json.object("id", "merge", "options", Json.object()));
        }
        steps.add(Json.object(
                "id",
                "organize",
                "options",
                Json.object("excludeByName", excluded, "indexByName", order, "renameByName", names)));
        return Json.array(steps);
    }

    private static ObjectNode options(Panel panel) {
        return Json.of(
                switch (panel.type) {
                    case STAT -> """
                        {"colorMode": "background", "graphMode": "none", "justifyMode": "auto", "orientation": "auto",
                         "textMode": "%s", "wideLayout": true, "reduceOptions": %s}""".formatted(panel.byName ? "name" : "auto", LAST);
                    case CURVES -> """
                        {"legend": %s, "tooltip": {"mode": "multi", "sort": "desc"}}""".formatted(LEGEND);
                    case TABLE -> """
                        {"showHeader": true, "cellHeight": "sm"}""";
                    case STATES -> """
                        {"mergeValues": true, "showValue": "auto", "alignValue": "left", "rowHeight": 0.9, "perPage": 20,
                         "legend": %s, "tooltip": {"mode": "single", "sort": "none"}}""".formatted(LEGEND);
                    case HEAT -> heat(panel);
                    case GRAPH -> """
                        {"nodes": {}, "edges": {}, "zoomMode": "cooperative"}""";
                    case BARS -> """
                        {"displayMode": "basic", "orientation": "horizontal", "showUnfilled": true, "valueMode": "color",
                         "reduceOptions": %s}""".formatted(LAST);
                });
    }

    private static String heat(Panel panel) {
        return """
                {%s, "cellGap": 1,
                 "color": {"mode": "scheme", "scheme": "Oranges", "scale": "exponential", "exponent": 0.5, "steps": 64,
                           "reverse": false, "fill": "dark-orange"},
                 "exemplars": {"color": "rgba(255,0,255,0.7)"}, "filterValues": {"le": 1e-9}, "legend": {"show": true},
                 "showValue": "never", "tooltip": {"mode": "single", "yHistogram": false, "showColorScale": true},
                 "yAxis": {"axisPlacement": "left", "reverse": false, "unit": "%s"}}""".formatted(
                        panel.calculated ? CALCULATED : "\"calculate\": false, \"rowsFrame\": {\"layout\": \"auto\"}",
                        panel.unit);
    }
}
