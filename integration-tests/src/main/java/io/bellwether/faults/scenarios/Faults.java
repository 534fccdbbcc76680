package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.ClusterSpec;
import io.bellwether.faults.harness.NotInTimeException;
import io.bellwether.faults.harness.Profile;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Scenarios over a cluster of their own, which is always ended and whose logs stay where a goal was missed. */
final class Faults {

    private static final String PROFILE = "profile";

    /**
     * What is done to a running cluster, which it leaves as whole as it found it. Rows are added as they are found, so that
     * they are told also where something later is waited for in vain.
     */
    @FunctionalInterface
    interface Deed {
        void on(Cluster cluster, Plan plan, List<Row> rows);
    }

    private Faults() {}

    static Scenario scenario(
            String name, String description, int repeat, Function<ClusterSpec, ClusterSpec> nodes, Deed deed) {
        return Scenario.live(
                name,
                description,
                List.of(
                        Option.number("repeat", repeat, 1, 1_000, "Runs of each kind that have to count."),
                        Option.text(PROFILE, "default", "How fast the cluster goes: fast or default.")),
                session -> run(name, session, nodes, deed));
    }

    private static Result run(String name, Session session, Function<ClusterSpec, ClusterSpec> nodes, Deed deed) {
        Profile profile = profile(session);
        long seed = session.settings().seed();
        var plan = new Plan(session.settings().repeat(), seed, session::note);
        var spec = nodes.apply(ClusterSpec.of(name, profile));
        session.note("Starting %d processes, profile %s".formatted(spec.nodes().size(), profile.word()));
        try (var cluster = Cluster.start(spec, session::note)) {
            Result result = on(name, cluster, plan, deed);
            cluster.finished();
            return result;
        }
    }

    private static Profile profile(Session session) {
        try {
            return Profile.of(session.settings().text(PROFILE));
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--profile: " + e.getMessage(), e);
        }
    }

    /** Does it, and keeps the logs where a goal is missed or something was waited for in vain. */
    static Result on(String name, Cluster cluster, Plan plan, Deed deed) {
        List<Row> rows = new ArrayList<>();
        try {
            // On a busy machine members may have been late already while they started.
            cluster.nodes().forEach(new Harm(cluster)::readmit);
            deed.on(cluster, plan, rows);
            rows.add(Row.none("waited in vain", 0));
        } catch (NotInTimeException e) {
            plan.progress().accept("%s ended: %s".formatted(name, e.getMessage()));
            rows.add(Row.none("waited in vain", 1));
        }
        var result = new Result("faults " + name + " " + cluster.profile().word(), plan.seed(), rows);
        if (!result.pass()) {
            cluster.keep("%d goals were not reached".formatted(result.goalsMissed()));
        }
        return result;
    }
}
