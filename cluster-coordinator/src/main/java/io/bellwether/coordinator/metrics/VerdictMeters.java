package io.bellwether.coordinator.metrics;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.HostObserver;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.message.Answer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;

/** What coordinators decide, as meters: transitions of members, how fast losses are seen, quorum and protection. */
final class VerdictMeters implements MeterBinder {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofSeconds(4),
        Duration.ofSeconds(5),
        Duration.ofSeconds(6),
        Duration.ofSeconds(8),
        Duration.ofSeconds(12),
        Duration.ofSeconds(30),
        Duration.ofSeconds(120)
    };

    private final Host host;

    VerdictMeters(Host host) {
        this.host = host;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (MemberStatus status : MemberStatus.values()) {
            FunctionCounter.builder(
                            MeterNames.TRANSITIONS, host, h -> h.counts().transitions(status))
                    .description("Members that came to be in this state")
                    .tag("to", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (Answer.Reason reason : Answer.Reason.values()) {
            FunctionCounter.builder(
                            MeterNames.JOINS_REFUSED, host, h -> h.counts().refusals(reason))
                    .description("Requests to be let in that this coordinator refused as the leader")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder(MeterNames.QUORUM, host, h -> h.hasQuorum() ? 1 : 0)
                .description("1 while a majority stands behind a leader, as this coordinator knows by its own log")
                .register(registry);
        Gauge.builder(
                        MeterNames.PROTECTION,
                        host,
                        h -> h.replicated().protection().isOn() ? 1 : 0)
                .description("1 while removal has stopped because too many members are gone at once")
                .register(registry);
        Timer detection = Timer.builder(MeterNames.DETECTION_LATENCY)
                .description("From the last beat of a member that any observer heard to the commit of its loss")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        host.counts().observe(new HostObserver() {
            @Override
            public void detected(Duration after) {
                detection.record(after);
            }
        });
    }
}
