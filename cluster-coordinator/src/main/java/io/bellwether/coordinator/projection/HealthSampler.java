package io.bellwether.coordinator.projection;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes samples of the members while this coordinator leads. A thread of its own, so that Kafka delays none. */
final class HealthSampler implements Runnable {

    /** How soon a change of state is noticed. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(HealthSampler.class);

    private final Host host;
    private final Leadership leadership;
    private final HealthQueue queue;
    private final Progress progress;
    private final SampleSchedule schedule;
    private final CountDownLatch ended;
    private final Complaints complaints = new Complaints();

    HealthSampler(
            Host host,
            Leadership leadership,
            HealthQueue queue,
            Progress progress,
            SampleSchedule schedule,
            CountDownLatch ended) {
        this.host = host;
        this.leadership = leadership;
        this.queue = queue;
        this.progress = progress;
        this.schedule = schedule;
        this.ended = ended;
    }

    @Override
    public void run() {
        try {
            do {
                look();
            } while (!ended.await(LOOK.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // The process stops.
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            if (leadership.term().isPresent()) {
                sample();
            } else {
                schedule.forget();
                progress.dropped(queue.clear());
            }
            complaints.worked();
        } catch (RuntimeException e) {
            // A bug. The next look may do better, and a thread that is gone nobody would miss.
            progress.failed();
            complaints
                    .failed(System.nanoTime())
                    .ifPresent(suppressed -> LOG.atWarn()
                            .addKeyValue("action", "projection.failed")
                            .addKeyValue("target", Target.HEALTH.code())
                            .addKeyValue("cause", Causes.told(e))
                            .addKeyValue("suppressed", suppressed)
                            .setCause(e)
                            .log("no sample could be taken, which is a bug; the next is tried"));
        }
    }

    private void sample() {
        View view = host.replicated().view();
        List<SampleSchedule.Standing> due = schedule.due(
                view.members().stream().map(HealthSampler::standing).toList(), System.nanoTime());
        if (due.isEmpty()) {
            return;
        }
        Observations seen = host.observations();
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (SampleSchedule.Standing standing : due) {
            progress.dropped(queue.add(sample(at, member(view, standing), seen)));
        }
    }

    private static SampleSchedule.Standing standing(Member member) {
        return new SampleSchedule.Standing(
                member.id().name(), member.incarnation(), member.status().name());
    }

    private static Member member(View view, SampleSchedule.Standing standing) {
        return view.members().stream()
                .filter(member -> member.id().name().equals(standing.node()))
                .findFirst()
                .orElseThrow();
    }

    private static HealthSample sample(Instant at, Member member, Observations seen) {
        Map<String, Integer> terms = new TreeMap<>();
        for (HealthTerm term : seen.terms(member)) {
            if (term.points() != HealthTerm.UNKNOWN) {
                terms.put(term.dimension().name().toLowerCase(Locale.ROOT), term.points());
            }
        }
        return new HealthSample(
                at,
                member.id().name(),
                member.incarnation(),
                member.status().name(),
                seen.healthScore(member),
                seen.phi(member),
                terms);
    }
}
