package io.bellwether.it.boards;

import tools.jackson.databind.node.ObjectNode;

/** What a panel asks for. */
sealed interface Query {

    /** What comes back of a question to Prometheus. */
    enum Shape {
        /** A line for each series over the time that is shown. */
        RANGE,
        /**
         * The value of this moment. Over a range the last value of a series counts even if that has ended: a coordinator
         * that led ten minutes ago would be shown as a leader still.
         */
        NOW,
        /** A row for each series of this moment, a column for each label. */
        TABLE,
        /** Buckets of a histogram. */
        HEAT
    }

    /** Where the answer comes from. */
    Source source();

    /** What is asked, as the source understands it once Grafana has put its variables in. */
    String text();

    ObjectNode json(String refId);

    /** A question in PromQL.
     * @param legend How a series is called, made of its labels. */
    record Prom(String expr, String legend, Shape shape) implements Query {

        public Prom {
            expr = expr.strip().replaceAll("\\s+", " ");
        }

        @Override
        public Source source() {
            return Source.PROMETHEUS;
        }

        @Override
        public String text() {
            return expr;
        }

        @Override
        public ObjectNode json(String refId) {
            boolean now = shape == Shape.NOW || shape == Shape.TABLE;
            var format = switch (shape) {
                case RANGE, NOW -> "time_series";
                case TABLE -> "table";
                case HEAT -> "heatmap";
            };
            var json = Json.object("refId", refId, "datasource", source().json(), "editorMode", "code", "expr", expr);
            return json.put("legendFormat", legend)
                    .put("format", format)
                    .put("instant", now)
                    .put("range", !now);
        }
    }

    /** A question in SQL.
     * @param overTime Whether it gives lines (columns time, metric, value) rather than rows. */
    record Sql(String sql, boolean overTime) implements Query {

        public Sql {
            sql = sql.strip().replaceAll("\\s+", " ");
        }

        @Override
        public Source source() {
            return Source.POSTGRES;
        }

        @Override
        public String text() {
            return sql;
        }

        @Override
        public ObjectNode json(String refId) {
            var json = Json.object("refId", refId, "datasource", source().json(), "editorMode", "code");
            return json.put("rawQuery", true).put("rawSql", sql).put("format", overTime ? "time_series" : "table");
        }
    }

    static Query over(String expr, String legend) {
        return new Prom(expr, legend, Shape.RANGE);
    }

    static Query now(String expr, String legend) {
        return new Prom(expr, legend, Shape.NOW);
    }

    static Query rows(String expr) {
        return new Prom(expr, "", Shape.TABLE);
    }

    static Query heat(String expr) {
        return new Prom(expr, "{{le}}", Shape.HEAT);
    }

    static Query sqlRows(String sql) {
        return new Sql(sql, false);
    }

    static Query sqlOver(String sql) {
        return new Sql(sql, true);
    }

    /** The series of a metric of the processes that are chosen above the board. */
    static String own(String metric, String... matchers) {
        var more = matchers.length == 0 ? "" : "," + String.join(",", matchers);
        return "%s{job=~\"$job\",instance=~\"$instance\"%s}".formatted(metric, more);
    }

    /** How often a second the counter rises. */
    static String rate(String metric, String... matchers) {
        return "rate(%s[$__rate_interval])".formatted(own(metric, matchers));
    }

    /** By how much the counter rises between two points of a curve. */
    static String increase(String metric, String... matchers) {
        return "increase(%s[$__rate_interval])".formatted(own(metric, matchers));
    }

    /** The value below which that share of what a histogram saw is. */
    static String quantile(double share, String by, String metric, String... matchers) {
        return "histogram_quantile(%s, sum by (%s) (%s))".formatted(share, by, rate(metric + "_bucket", matchers));
    }
}
