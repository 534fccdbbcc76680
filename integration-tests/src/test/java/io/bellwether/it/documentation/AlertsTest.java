package io.bellwether.it.documentation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.it.documentation.AlertRules.Expectation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people are told at night: every alert says what it is and what to do, is tested, and asks for numbers that there are. */
class AlertsTest {

    private static final String RUNBOOKS = "docs/operations/alerts.md";
    private static final Pattern NAME =
            Pattern.compile("(Cluster|Raft|Coordinator|Agent|Logs|Gateway|Bellwether)([A-Z][a-z]+)+");
    private static final Pattern OWN =
            Pattern.compile("(?<![:\\w])((?:cluster|raft|logs|gateway|health_samples)_[a-z_]+)");
    private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");
    private static final Pattern RECORDED = Pattern.compile("\\b(?:cluster|raft|logs):[a-z0-9_:]+");
    private static final Pattern VERB = Pattern.compile("\\./bellwether ([a-z]+(?: (?:transfer|replace|set))?)");
    private static final Pattern COMMAND = Pattern.compile("@Command\\(\\s*name = \"([a-z]+)\"");

    /** What is written about each alert, by its name. */
    private static Map<String, String> runbooks() throws IOException {
        Map<String, String> runbooks = new LinkedHashMap<>();
        String[] sections = Repository.read(RUNBOOKS).split("(?m)^## ", -1);
        for (String section : List.of(sections).subList(1, sections.length)) {
            runbooks.put(section.lines().findFirst().orElse(""), section.substring(section.indexOf('\n') + 1));
        }
        return runbooks;
    }

    private static String text(JsonNode alert, String annotation) {
        return alert.path("annotations").path(annotation).asString("");
    }

    @Test
    void everyAlertSaysWhatItIsAndHowUrgent() throws IOException {
        Map<String, JsonNode> alerts = AlertRules.alerts();
        assertThat(alerts).hasSizeGreaterThan(40);
        alerts.forEach((name, alert) -> {
            assertThat(name).matches(NAME);
            assertThat(alert.at("/labels/severity").asString("")).as(name).isIn("page", "warn", "info");
            assertThat(alert.path("for").asString("")).as(name).matches("[0-9]+[smh]");
            assertThat(text(alert, "summary")).as(name).hasSizeBetween(15, 120).doesNotContain("\n");
            assertThat(text(alert, "description"))
                    .as(name)
                    .hasSizeGreaterThan(80)
                    .endsWith(".");
            assertThat(text(alert, "runbook")).as(name).isEqualTo(RUNBOOKS + "#" + name.toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void everyAlertHasARunbookAndEveryRunbookAnAlert() throws IOException {
        Map<String, JsonNode> alerts = AlertRules.alerts();
        Map<String, String> runbooks = runbooks();
        assertThat(runbooks.keySet()).containsExactlyElementsOf(alerts.keySet());
        runbooks.forEach((name, runbook) -> {
            JsonNode alert = requireNonNull(alerts.get(name));
            assertThat(runbook)
                    .as(name)
                    .startsWith("\n`%s`, after %s. "
                            .formatted(
                                    alert.at("/labels/severity").asString(),
                                    alert.path("for").asString()))
                    .containsPattern(
                            "(?s)\n\\*\\*What it means\\.\\*\\* .{20,}\n\\*\\*Look\\*\\*\n\n- .{20,}\n\\*\\*Do\\*\\*\n\n- .{10,}");
            String look = runbook.substring(runbook.indexOf("**Look**"), runbook.indexOf("**Do**"));
            assertThat(look.lines().filter(line -> line.startsWith("- ")))
                    .as("%s: each look is a command, and what to expect of it", name)
                    .allMatch(line -> line.matches("- `[^`]+`: .+"));
        });
    }

    @Test
    void everyCommandOfARunbookIsOneOfOurs() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Path source : Repository.sources()) {
            if (source.toString().contains("cluster-cli")) {
                addAll(there, COMMAND, Files.readString(source));
            }
        }
        Set<String> asked = new TreeSet<>();
        addAll(asked, VERB, Repository.read(RUNBOOKS));

        assertThat(asked).hasSizeGreaterThan(8).contains("explain", "leader transfer");
        assertThat(there).hasSizeGreaterThan(15);
        assertThat(asked).allSatisfy(verb -> assertThat(there).containsAll(List.of(verb.split(" ", -1))));
    }

    @Test
    void everyAlertIsSeenToFireAndToBeQuiet() throws IOException {
        List<Expectation> expectations = AlertRules.expectations();
        for (String name : AlertRules.alerts().keySet()) {
            String expr = "ALERTS{alertname=\"%s\", alertstate=\"firing\"}".formatted(name);
            String waits = "count(ALERTS{alertname=\"%s\", alertstate=\"pending\"}) > bool 0".formatted(name);
            assertThat(expectations).as("a case in which it fires").contains(new Expectation(expr, true));
            assertThat(expectations).as("that it waits first").contains(new Expectation(waits, true));
            assertThat(expectations).as("a case in which it is quiet").contains(new Expectation(expr, false));
        }
    }

    @Test
    void everyRecordedNumberIsTestedAndUsedByItsName() throws IOException {
        Map<String, JsonNode> recorded = AlertRules.recorded();
        List<String> tested =
                AlertRules.expectations().stream().map(Expectation::expr).toList();
        assertThat(recorded).hasSizeGreaterThan(15);
        assertThat(recorded.keySet()).allSatisfy(name -> assertThat(tested).anyMatch(expr -> expr.contains(name)));

        Set<String> used = new TreeSet<>();
        addAll(used, RECORDED, String.join("\n", expressions()));
        assertThat(used).hasSizeGreaterThan(5);
        assertThat(recorded.keySet()).containsAll(used);
    }

    @Test
    void everyNumberThatIsAskedForIsInTheReference() throws IOException {
        String reference = Repository.read("docs/metrics.md");
        Set<String> asked = new TreeSet<>();
        addAll(asked, OWN, String.join("\n", expressions()));

        assertThat(asked).hasSizeGreaterThan(30).contains("cluster_edges", "raft_node_state");
        assertThat(asked)
                .allSatisfy(name -> assertThat(reference)
                        .containsPattern("`" + PART.matcher(name).replaceFirst("") + "[`{]"));
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        AlertRules.alerts()
                .values()
                .forEach(rule -> expressions.add(rule.path("expr").asString()));
        AlertRules.recorded()
                .values()
                .forEach(rule -> expressions.add(rule.path("expr").asString()));
        Matcher query = Pattern.compile("query=([^`']+)").matcher(Repository.read(RUNBOOKS));
        query.results().forEach(each -> expressions.add(each.group(1)));
        return expressions;
    }

    private static void addAll(Set<String> names, Pattern pattern, String text) {
        pattern.matcher(text)
                .results()
                .forEach(each -> names.add(each.groupCount() > 0 ? each.group(1) : each.group()));
    }
}
