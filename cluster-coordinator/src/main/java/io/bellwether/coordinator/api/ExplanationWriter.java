package io.bellwether.coordinator.api;

import io.bellwether.coordinator.api.ExplanationView.Damping;
import io.bellwether.coordinator.api.ExplanationView.Health;
import io.bellwether.coordinator.api.ExplanationView.ObserverView;
import io.bellwether.coordinator.api.ExplanationView.Observers;
import io.bellwether.coordinator.api.ExplanationView.Order;
import io.bellwether.coordinator.api.ExplanationView.Source;
import io.bellwether.coordinator.api.ExplanationView.Term;
import io.bellwether.coordinator.api.ExplanationView.Timer;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.coordinator.journal.JournalLine;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.explain.Explanation;
import io.bellwether.protocol.explain.Observer;
import io.bellwether.protocol.explain.Voice;
import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.state.Life;
import io.bellwether.protocol.state.OperatorOrder;
import io.bellwether.protocol.state.Standing;
import io.bellwether.protocol.state.StateRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an explanation down for REST, from what the loop says, what members gossip, and the journal. */
final class ExplanationWriter {

    /** The last events that are shown. */
    static final int EVENTS_MAX = 10;

    private static final long NANOS_PER_MILLI = 1_000_000L;
    /** What costs less than this is rounding, not a reason. */
    private static final double COSTS_NOTHING = 0.995;

    private static final double THOUSANDTHS = 1000;
    private static final double TENTHS = 10;

    private final Explanation explanation;
    private final Observations seen;
    private final Member member;
    private final long forMillis;

    ExplanationWriter(Explanation explanation, Observations seen) {
        this.explanation = explanation;
        this.seen = seen;
        this.member = explanation.life().member();
        this.forMillis = Math.max(0, explanation.clusterNanos() / NANOS_PER_MILLI - member.sinceMillis());
    }

    /** All of it; the lines are those of the journal about this name, in order. */
    ExplanationView write(String answeredBy, List<JournalLine> lines, Instant now) {
        JournalLine moved = lines.stream()
                .filter(line -> line.version() == member.sinceVersion() && line.to() != null)
                .reduce((former, latter) -> latter)
                .orElse(null);
        Observers observers = observers();
        Damping damping = damping();
        List<Timer> timers = timers();
        Health health = member.status().isPresent() ? health() : null;
        return new ExplanationView(
                member.id().name(),
                member.status().name(),
                ExplanationSummary.of(member, forMillis, health, observers, damping, timers),
                member.cause().text(),
                moved == null || moved.evidence().isEmpty() ? null : moved.evidence(),
                moved == null ? now.minusMillis(forMillis) : Instant.ofEpochMilli(moved.wallMillis()),
                forMillis,
                member.sinceMillis(),
                member.sinceVersion(),
                member.incarnation(),
                source(answeredBy),
                health,
                observers,
                damping,
                timers,
                orders(),
                lines.stream()
                        .skip(Math.max(0, lines.size() - EVENTS_MAX))
                        .map(EventView::of)
                        .toList());
    }

    private Source source(String answeredBy) {
        return explanation.isLeading()
                ? new Source(answeredBy, "LEADER", true, null)
                : new Source(
                        answeredBy,
                        "FOLLOWER",
                        false,
                        "a follower knows the reports that it heard itself, and not what the leader is about to decide;"
                                + " ?at=leader asks the leader");
    }

    private Health health() {
        List<HealthTerm> known = seen.terms(member).stream()
                .filter(term -> term.points() != HealthTerm.UNKNOWN)
                .toList();
        HealthTerm worst = known.stream()
                .filter(term -> term.factor() < COSTS_NOTHING)
                .min(Comparator.comparingDouble(HealthTerm::factor))
                .orElse(null);
        var told = seen.told(member);
        Integer score = told != null && told.score().isPresent()
                ? (Integer) told.score().getAsInt()
                : null;
        return new Health(
                seen.healthScore(member),
                score,
                worst == null ? null : worst.dimension().name(),
                known.stream().map(term -> term(term, term.equals(worst))).toList());
    }

    private static Term term(HealthTerm term, boolean pullsDown) {
        return new Term(
                term.dimension().name(),
                term.dimension().unit(),
                Double.isNaN(term.input()) ? null : (Double) rounded(term.input(), TENTHS),
                rounded(term.dimension().curve().input(term.points()), TENTHS),
                term.points(),
                rounded(term.weight(), THOUSANDTHS),
                rounded(term.factor(), THOUSANDTHS),
                pullsDown,
                term.detail().isEmpty() ? null : term.detail());
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }

    private Observers observers() {
        var votes = explanation.votes();
        boolean judged = votes.eligible() > 0;
        return new Observers(
                votes.eligible(),
                votes.bad(),
                votes.good(),
                judged ? (Integer) votes.high() : null,
                judged ? (Integer) votes.low() : null,
                explanation.isReached(),
                explanation.observers().stream().map(this::observer).toList());
    }

    private ObserverView observer(Observer observer) {
        EdgeVerdict verdict = observer.verdict();
        var phi = seen.phi(observer.id(), member);
        return new ObserverView(
                observer.id().name(),
                verdict == null ? null : verdict.name(),
                known(observer.verdictMillis()),
                phi.isPresent() ? (Double) phi.getAsDouble() : null,
                known(observer.lastBeatMillis()),
                known(observer.reportMillis()),
                observer.voice() == Voice.COUNTS,
                observer.voice() == Voice.IN_DOUBT,
                observer.voice() == Voice.COUNTS ? null : observer.voice().text());
    }

    private static @Nullable Long known(long millis) {
        return millis == Observer.UNKNOWN ? null : (Long) millis;
    }

    private Damping damping() {
        Standing standing = explanation.standing();
        StateRules rules = explanation.rules();
        boolean waits = standing.refused() && !standing.operatorNeeded();
        return new Damping(
                Math.round(standing.points()),
                Math.round(rules.quarantinePoints()),
                Math.round(rules.reusePoints()),
                rules.halfLife().toMillis(),
                standing.timesLost(),
                standing.quarantines(),
                standing.refused(),
                waits ? (Long) inMillis(standing.retryNanos()) : null,
                standing.operatorNeeded(),
                standing.refusals());
    }

    private long inMillis(long clusterNanos) {
        return (clusterNanos - explanation.clusterNanos()) / NANOS_PER_MILLI;
    }

    private List<Timer> timers() {
        Life life = explanation.life();
        Standing standing = explanation.standing();
        List<Timer> timers = new ArrayList<>();
        var removal = explanation.removal();
        if (removal.dueInNanos() != Explanation.Removal.NOT_DUE) {
            String obstacle = removal.obstacle();
            timers.add(
                    new Timer("removal", removal.dueInNanos() / NANOS_PER_MILLI, obstacle.isEmpty() ? null : obstacle));
        }
        if (life.statusEndsNanos() != Life.NEVER) {
            String what = member.status() == MemberStatus.LEAVING ? "good-bye" : "stabilization";
            timers.add(new Timer(what, inMillis(life.statusEndsNanos()), null));
        }
        if (member.status() == MemberStatus.QUARANTINED && !standing.operatorNeeded()) {
            timers.add(new Timer(
                    "quarantine", inMillis(standing.retryNanos()), standing.heard() ? null : "it must be heard, too"));
        }
        for (Order order : orders()) {
            timers.add(new Timer(order.order(), order.endsInMillis(), null));
        }
        return timers;
    }

    private List<Order> orders() {
        List<Order> orders = new ArrayList<>();
        add(orders, "drain", explanation.life().drain());
        add(orders, "maintenance", explanation.life().maintenance());
        return orders;
    }

    private void add(List<Order> orders, String what, @Nullable OperatorOrder order) {
        if (order != null) {
            orders.add(new Order(what, order.reason(), inMillis(order.untilNanos())));
        }
    }
}
