package io.bellwether.spring.health;

import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.health.HealthScore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Goes through the health contributors and tells the agent how each is. What lies outside this process is told as an
 * outage: it caps the score and takes no points. Liveness is not touched by any of it.
 */
public final class ContributedHealth implements HealthRound {

    private static final Logger LOG = LoggerFactory.getLogger(ContributedHealth.class);
    private static final double WELL = 100;

    private final Contributors contributors;
    private final Set<String> outside;
    private final TimedChecks checks;
    private final HealthCheckCounts counts;
    private final Consumer<HealthInput> agent;
    private final Map<String, CheckOutcome> told = new TreeMap<>();
    private boolean saidTooMany;

    /** Tells the agent how these are; names in {@code outside} are those of things outside this process. */
    public ContributedHealth(
            Contributors contributors,
            List<String> outside,
            TimedChecks checks,
            HealthCheckCounts counts,
            Consumer<HealthInput> agent) {
        this.contributors = contributors;
        this.outside = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.outside.addAll(outside);
        this.checks = checks;
        this.counts = counts;
        this.agent = agent;
    }

    @Override
    public void go() throws InterruptedException {
        Map<String, HealthIndicator> present = contributors.present();
        withdrawOthersThan(present.keySet());
        int asked = 0;
        for (var contributor : present.entrySet()) {
            if (++asked > HealthScore.NAMES_MAX) {
                sayTooMany(present.size());
                return;
            }
            HealthIndicator indicator = contributor.getValue();
            take(contributor.getKey(), checks.check(contributor.getKey(), () -> status(indicator)));
        }
    }

    private static Status status(HealthIndicator indicator) {
        Health health = indicator.health(false);
        return health == null ? Status.UNKNOWN : health.getStatus();
    }

    private void take(String name, CheckOutcome outcome) {
        counts.one(outcome);
        CheckOutcome before = told.put(name, outcome);
        boolean isOutside = isOutside(name);
        if (isOutside) {
            agent.accept(new HealthInput.Outside(name, outcome.isDown()));
        } else if (outcome == CheckOutcome.UNKNOWN) {
            agent.accept(new HealthInput.Withdrawn(name));
        } else {
            agent.accept(new HealthInput.Contributed(name, outcome.isDown() ? 0 : WELL));
        }
        if (before != outcome && (outcome.isDown() || (before != null && before.isDown()))) {
            LOG.atLevel(outcome.isDown() ? Level.WARN : Level.INFO)
                    .addKeyValue("action", "health.contributor.changed")
                    .addKeyValue("contributor", name)
                    .addKeyValue("to", outcome)
                    .addKeyValue("outside", isOutside)
                    .log("a health contributor changed");
        }
    }

    private boolean isOutside(String name) {
        return outside.contains(name) || outside.contains(Contributors.outermost(name));
    }

    private void withdrawOthersThan(Set<String> present) {
        told.keySet().removeIf(name -> {
            boolean gone = !present.contains(name);
            if (gone) {
                agent.accept(isOutside(name) ? new HealthInput.Outside(name, false) : new HealthInput.Withdrawn(name));
            }
            return gone;
        });
    }

    private void sayTooMany(int present) {
        if (!saidTooMany) {
            saidTooMany = true;
            LOG.atWarn()
                    .addKeyValue("action", "health.contributors.over.limit")
                    .addKeyValue("contributors", present)
                    .log("only the first 64 health contributors count; leave some out by cluster.health.exclude");
        }
    }
}
