package io.bellwether.it.boards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A panel while it is being described; everything that a reader has to be told is asked for at its beginning. */
final class Panel {

    /** How it shows what it was answered. */
    enum Type {
        STAT("stat"),
        CURVES("timeseries"),
        TABLE("table"),
        STATES("state-timeline"),
        HEAT("heatmap"),
        GRAPH("nodeGraph"),
        BARS("bargauge");

        private final String id;

        Type(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }
    }

    /** From this value on it has this colour. */
    record Step(double from, String colour) {}

    /** How one column of a table is shown. */
    record Column(String name, List<JsonNode> properties) {}

    final Type type;
    final String title;
    final String description;
    final String unit;
    final int width;
    final int height;
    final List<Query> queries = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<Column> columns = new ArrayList<>();
    /** What columns are called instead, in the order in which they are shown; empty names are left out. */
    final Map<String, String> renamed = new LinkedHashMap<>();

    String baseColour = "green";
    String noValue = "";
    /** Why it may be empty although all is well, or what it waits for; empty where it always shows something. */
    String emptyWhen = "";

    @Nullable
    Words words;

    @Nullable
    Double min;

    @Nullable
    Double max;

    @Nullable
    Integer decimals;

    boolean counted;
    boolean stacked;
    boolean byName;
    boolean calculated;

    private Panel(Type type, String title, String unit, int width, int height, String description) {
        this.type = type;
        this.title = title;
        this.unit = unit;
        this.width = width;
        this.height = height;
        this.description = description.strip().replaceAll("\\s+", " ");
    }

    /** A number or a word of this moment.
     * @param noValue What stands there when nothing is answered. */
    static Panel stat(String title, String unit, int width, String noValue, String description) {
        var panel = new Panel(Type.STAT, title, unit, width, 4, description);
        panel.noValue = noValue;
        return panel;
    }

    static Panel curves(String title, String unit, int width, String description) {
        return new Panel(Type.CURVES, title, unit, width, 8, description).from(0);
    }

    static Panel states(String title, int width, Words words, String description) {
        var panel = new Panel(Type.STATES, title, "none", width, 9, description);
        panel.words = words;
        return panel;
    }

    static Panel table(String title, int width, String description) {
        return new Panel(Type.TABLE, title, "none", width, 9, description);
    }

    static Panel heat(String title, String unit, int width, String description) {
        return new Panel(Type.HEAT, title, unit, width, 8, description);
    }

    static Panel graph(String title, int width, int height, String description) {
        return new Panel(Type.GRAPH, title, "none", width, height, description);
    }

    static Panel bars(String title, String unit, int width, String description) {
        return new Panel(Type.BARS, title, unit, width, 9, description);
    }

    Panel asks(Query... questions) {
        queries.addAll(List.of(questions));
        return this;
    }

    Panel says(Words meaning) {
        words = meaning;
        return this;
    }

    /** The colour below the first step. */
    Panel base(String colour) {
        baseColour = colour;
        return this;
    }

    Panel step(double from, String colour) {
        steps.add(new Step(from, colour));
        return this;
    }

    Panel from(double least) {
        min = least;
        return this;
    }

    /** Below zero there is something too. */
    Panel unbounded() {
        min = null;
        return this;
    }

    Panel to(double most) {
        max = most;
        return this;
    }

    Panel decimals(int digits) {
        decimals = digits;
        return this;
    }

    /** Bars, for what is counted between two points. */
    Panel counted() {
        counted = true;
        return this;
    }

    Panel stacked() {
        stacked = true;
        return this;
    }

    /** Shows what the series is called, not its value. */
    Panel byName() {
        byName = true;
        return this;
    }

    /** A heat map of many curves rather than of a histogram. */
    Panel calculated() {
        calculated = true;
        return this;
    }

    /** Tells that it may be empty, and when. */
    Panel emptyWhen(String reason) {
        emptyWhen = reason;
        return this;
    }

    /** A column of a table, in order; an empty name leaves it out. */
    Panel column(String answered, String shown, JsonNode... properties) {
        renamed.put(answered, shown);
        if (properties.length > 0) {
            columns.add(new Column(shown, List.of(properties)));
        }
        return this;
    }
}
