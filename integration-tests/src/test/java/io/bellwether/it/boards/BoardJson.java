package io.bellwether.it.boards;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A dashboard as Grafana 12 reads it. */
final class BoardJson {

    private static final int WIDTH = 24;

    private BoardJson() {}

    static String of(Board board) {
        var json = Json.object("uid", board.uid(), "title", board.title(), "description", board.question());
        json.setAll(Json.of("""
                {"tags": ["bellwether"], "schemaVersion": 41, "version": 1, "editable": false, "graphTooltip": 1,
                 "refresh": "5s", "time": {"from": "now-15m", "to": "now"}, "timezone": "browser"}"""));
        json.set("annotations", Json.object("list", Json.array(Annotations.all())));
        json.set("templating", Json.object("list", Json.array(variables(board))));
        json.set("links", Json.array(List.of(Json.of("""
                {"title": "Bellwether", "type": "dashboards", "tags": ["bellwether"], "asDropdown": false,
                 "includeVars": true, "keepTime": true, "targetBlank": false, "icon": "dashboard", "tooltip": "",
                 "url": ""}"""))));
        json.set("panels", Json.array(panels(board)));
        return Json.text(json);
    }

    /** From left to right, a line below the other, each heading over the whole width. */
    private static List<ObjectNode> panels(Board board) {
        var panels = new ArrayList<ObjectNode>();
        int y = 0;
        for (Board.Section section : board.sections()) {
            if (!section.heading().isEmpty()) {
                panels.add(row(section.heading(), panels.size() + 1, y++));
            }
            int x = 0;
            int lowest = y;
            for (Panel panel : section.panels()) {
                if (x + panel.width > WIDTH) {
                    x = 0;
                    y = lowest;
                }
                panels.add(PanelJson.of(panel, panels.size() + 1, x, y));
                x += panel.width;
                lowest = Math.max(lowest, y + panel.height);
            }
            y = lowest;
        }
        return panels;
    }

    private static ObjectNode row(String heading, int id, int y) {
        var row = Json.object("id", id, "type", "row", "title", heading, "collapsed", false);
        row.set("gridPos", Json.object("x", 0, "y", y, "w", WIDTH, "h", 1));
        row.set("panels", Json.array(List.of()));
        return row;
    }

    private static List<JsonNode> variables(Board board) {
        var variables = new ArrayList<JsonNode>();
        variables.add(several("job", "Service", "label_values(cluster_epoch, job)"));
        variables.add(several("instance", "Process", "label_values(cluster_epoch{job=~\"$job\"}, instance)"));
        if (board.aboutOneMember()) {
            // Who is scraped, and whom the leader knows: either may be all that there is.
            variables.add(variable(
                    "node", "Member", "label_values({__name__=~\"up|cluster_member_state\",node!=\"\"}, node)"));
        }
        return variables;
    }

    /** With "All" for whatever there is, asked at each refresh: a process that comes later is not left out. */
    private static ObjectNode several(String name, String label, String query) {
        var variable = variable(name, label, query);
        variable.setAll(Json.of("""
                {"multi": true, "includeAll": true, "allValue": ".*",
                 "current": {"selected": true, "text": ["All"], "value": ["$__all"]}}"""));
        return variable;
    }

    private static ObjectNode variable(String name, String label, String query) {
        var variable =
                Json.object("name", name, "label", label, "type", "query", "datasource", Source.PROMETHEUS.json());
        variable.put("definition", query);
        variable.set(
                "query", Json.object("qryType", 1, "query", query, "refId", "PrometheusVariableQueryEditor-" + name));
        variable.setAll(Json.of("""
                {"refresh": 2, "sort": 1, "regex": "", "hide": 0, "skipUrlSync": false, "options": [], "current": {},
                 "multi": false, "includeAll": false}"""));
        return variable;
    }
}
