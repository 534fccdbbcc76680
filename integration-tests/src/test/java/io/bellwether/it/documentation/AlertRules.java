package io.bellwether.it.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of prometheus/, as data. */
final class AlertRules {

    private AlertRules() {}

    static JsonNode yaml(Path file) throws IOException {
        Object loaded = new Yaml().load(Files.readString(file));
        return JsonMapper.shared().valueToTree(loaded);
    }

    /** All alerts by name. */
    static Map<String, JsonNode> alerts() throws IOException {
        return rules("alert");
    }

    /** All recorded numbers by name. */
    static Map<String, JsonNode> recorded() throws IOException {
        return rules("record");
    }

    private static Map<String, JsonNode> rules(String kind) throws IOException {
        Map<String, JsonNode> rules = new LinkedHashMap<>();
        for (Path file : Repository.list("prometheus/rules")) {
            yaml(file)
                    .path("groups")
                    .forEach(group -> group.path("rules").forEach(rule -> {
                        if (rule.has(kind) && rules.put(rule.path(kind).asString(), rule) != null) {
                            throw new AssertionError(
                                    "there are two of " + rule.path(kind).asString());
                        }
                    }));
        }
        return rules;
    }

    /**
     * One expectation of promtool's tests.
     *
     * @param expr What is asked for.
     * @param expectsSamples Whether there has to be an answer.
     */
    record Expectation(String expr, boolean expectsSamples) {}

    static List<Expectation> expectations() throws IOException {
        List<Expectation> expectations = new ArrayList<>();
        for (Path file : Repository.list("prometheus/tests")) {
            yaml(file)
                    .path("tests")
                    .forEach(test -> test.path("promql_expr_test")
                            .forEach(each -> expectations.add(new Expectation(
                                    each.path("expr").asString(),
                                    !each.path("exp_samples").isEmpty()))));
        }
        return expectations;
    }
}
