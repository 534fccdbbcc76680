package io.bellwether.simulation.scenarios.small;

import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tries every small cluster under every crash, every ill link and every split, and asks of each what the rules say. */
public final class SmallScenario {

    private static final int TOLD_MAX = 20;

    private SmallScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "small",
                "Every crash, ill link, split and bridge in clusters of 1 to 12 members. 4 min of one core.",
                List.of(
                        Option.text("part", "", "Only one of " + parts() + "."),
                        Option.number("nodes-max", 12, 1, 12, "No cluster is larger."),
                        Option.number("sample", 1, 1, 1_000_000, "Every so many-th case only, for a quick look."),
                        Option.text("case", "", "Only the case of this name."),
                        Option.trace()),
                SmallScenario::run);
    }

    private static String parts() {
        return Stream.of(Part.values()).map(Part::word).collect(Collectors.joining(" "));
    }

    private static Result run(Session session) {
        List<SmallCase> cases = chosen(session);
        long seed = session.settings().seed();
        List<Finding> findings = session.runs("sim small", cases.size(), index -> {
            SmallCase tried = cases.get((int) index);
            return new SmallRun(tried, tried.oracle(), seed, index == 0 ? session.trace(seed) : null).run();
        });
        tellFailed(session, findings);
        tellUndecided(session, findings);
        return new Result("small", seed, SmallTable.rows(findings));
    }

    private static List<SmallCase> chosen(Session session) {
        String part = session.settings().text("part");
        int nodesMax = (int) session.settings().number("nodes-max");
        int step = (int) session.settings().number("sample");
        String name = session.settings().text("case");
        List<SmallCase> cases = new ArrayList<>();
        for (Part each : Part.values()) {
            if (part.isEmpty() || part.equals(each.word())) {
                cases.addAll(Cases.of(each, nodesMax));
            }
        }
        if (cases.isEmpty()) {
            throw new UsageProblem("--part takes one of %s, got '%s'".formatted(parts(), part));
        }
        if (!name.isEmpty()) {
            return List.of(cases.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageProblem("--case: no case is called '%s'; one is called '%s'"
                            .formatted(name, cases.getLast().name()))));
        }
        List<SmallCase> sample = new ArrayList<>();
        for (int index = 0; index < cases.size(); index += step) {
            sample.add(cases.get(index));
        }
        return sample;
    }

    private static void tellFailed(Session session, List<Finding> findings) {
        findings.stream().filter(Finding::isFailed).limit(TOLD_MAX).forEach(finding -> {
            session.note("%s fails:".formatted(finding.tried().name()));
            finding.problems().forEach(problem -> session.note("  " + problem));
            session.note("  replay: ./bellwether sim small --seed %d --case %s --trace"
                    .formatted(session.settings().seed(), finding.tried().name()));
        });
    }

    private static void tellUndecided(Session session, List<Finding> findings) {
        List<String> reasons = findings.stream()
                .map(Finding::undecided)
                .filter(reason -> !reason.isEmpty())
                .distinct()
                .toList();
        for (String reason : reasons) {
            session.list("Cannot be decided (%s):".formatted(reason));
            findings.stream()
                    .filter(finding -> finding.undecided().equals(reason))
                    .forEach(finding -> session.list("  " + finding.tried().name()));
        }
    }
}
