package io.bellwether.it.boards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard as it lies on disk, whoever wrote it, taken apart as Grafana does. */
record DashboardFile(String name, JsonNode json) {

    /** A question and where it stands.
     * @param place Board and panel, annotation or variable.
     * @param text PromQL or SQL with Grafana's variables in it. */
    record Asked(String place, Source source, String text) {

        /** As Prometheus gets it: everything is chosen, over so long a window. */
        String promql(String window) {
            return text.replace("$__rate_interval", window)
                    .replace("$job", ".*")
                    .replace("$instance", ".*")
                    .replace("$node", "coordinator-1");
        }

        /** As Postgres gets it: the last hour, one member. */
        String sql() {
            return TIME_FILTER
                    .matcher(text)
                    .replaceAll("$1 between now() - interval '1 hour' and now()")
                    .replace("${node:sqlstring}", "'coordinator-1'");
        }
    }

    private static final Pattern TIME_FILTER = Pattern.compile("\\$__timeFilter\\((\\w+)\\)");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), \\w+\\)");

    static final Path ROOT = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    static List<DashboardFile> all() {
        try (Stream<Path> files = Files.list(ROOT.resolve("grafana/dashboards"))) {
            var dashboards = new ArrayList<DashboardFile>();
            for (Path file : files.sorted().toList()) {
                dashboards.add(new DashboardFile(
                        file.getFileName().toString(), JsonMapper.shared().readTree(Files.readString(file))));
            }
            return dashboards;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uid() {
        return json.path("uid").asString("");
    }

    String place(JsonNode panel) {
        return json.path("title").asString() + " / " + panel.path("title").asString();
    }

    /** All panels, headings included. */
    List<JsonNode> panels() {
        return json.path("panels").valueStream().toList();
    }

    /** All panels that ask something. */
    List<JsonNode> asking() {
        return panels().stream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    List<Asked> asked(JsonNode panel) {
        return panel.path("targets")
                .valueStream()
                .map(target -> asked(place(panel), target))
                .toList();
    }

    /** Questions of panels. */
    List<Asked> asked() {
        return asking().stream().flatMap(panel -> asked(panel).stream()).toList();
    }

    List<Asked> annotations() {
        return json.at("/annotations/list")
                .valueStream()
                .filter(annotation -> annotation.has("target"))
                .map(annotation -> asked(name + " / " + annotation.path("name").asString(), annotation.path("target")))
                .toList();
    }

    /** What variables are chosen from. */
    List<Asked> variables() {
        return json.at("/templating/list")
                .valueStream()
                .map(variable -> {
                    var matcher =
                            LABEL_VALUES.matcher(variable.at("/query/query").asString());
                    if (!matcher.matches()
                            || !matcher.group()
                                    .equals(variable.path("definition").asString())) {
                        throw new AssertionError("%s: %s".formatted(name, variable));
                    }
                    return new Asked(
                            name + " $" + variable.path("name").asString(), Source.PROMETHEUS, matcher.group(1));
                })
                .toList();
    }

    private static Asked asked(String place, JsonNode target) {
        var uid = target.at("/datasource/uid").asString("");
        for (Source source : Source.values()) {
            if (source.uid().equals(uid)) {
                var text = target.path(source == Source.PROMETHEUS ? "expr" : "rawSql")
                        .asString("");
                return new Asked(place, source, text);
            }
        }
        throw new AssertionError("%s asks a data source that is not provisioned: %s".formatted(place, uid));
    }
}
