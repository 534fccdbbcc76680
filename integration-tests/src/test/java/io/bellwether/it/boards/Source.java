package io.bellwether.it.boards;

import tools.jackson.databind.node.ObjectNode;

/** A data source that is provisioned, see {@code grafana/provisioning/datasources}. */
enum Source {
    PROMETHEUS("prometheus", "prometheus"),
    POSTGRES("grafana-postgresql-datasource", "postgres");

    private final String type;
    private final String uid;

    Source(String type, String uid) {
        this.type = type;
        this.uid = uid;
    }

    String uid() {
        return uid;
    }

    ObjectNode json() {
        return Json.object("type", type, "uid", uid);
    }
}
