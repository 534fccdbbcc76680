package io.bellwether.spring.metrics;

import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.timing.TimingProfile;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a member says of itself: what it is, how its score comes about, and whether it knows of a leader. */
public final class SelfMeters implements MeterBinder {

    private static final double NANOS_PER_SECOND = 1e9;

    private final ClusterView view;
    private final TimingProfile timing;
    private final String profile;

    /**
     * Nothing is measured yet.
     *
     * @param profile The name of the profile that the timing began with.
     */
    public SelfMeters(ClusterView view, TimingProfile timing, String profile) {
        this.view = view;
        this.timing = timing;
        this.profile = profile;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(MeterNames.BUILD_INFO, view, v -> 1)
                .description("Always 1; its labels say which version runs here and with which profile")
                .tags("version", version(), "profile", profile)
                .register(registry);
        TimeGauge.builder(MeterNames.WALL_CLOCK, view, TimeUnit.MILLISECONDS, v -> System.currentTimeMillis())
                .description("The wall clock of this process at the moment of the scrape")
                .register(registry);
        Gauge.builder(MeterNames.READ_ONLY, view, v -> v.now().mode() == Mode.READ_WRITE ? 0 : 1)
                .description("1 while this process knows of no leader with a majority, and so takes no writes")
                .register(registry);
        TimeGauge.builder(MeterNames.QUORUM_AGE, view, TimeUnit.SECONDS, SelfMeters::leaseAge)
                .description("How old the newest evidence of a leader with a majority is")
                .register(registry);
        for (Dimension dimension : Dimension.values()) {
            Gauge.builder(MeterNames.TERM_SCORE, view, v -> points(v, dimension))
                    .description("Points of one dimension of the health score of this process, 0 to 100")
                    .tag("term", dimension.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        times().forEach((name, nanos) -> TimeGauge.builder(MeterNames.TIMING, timing, TimeUnit.NANOSECONDS, t -> nanos)
                .description("The times that this process keeps to; what it promises follows from them")
                .tag("time", name)
                .register(registry));
    }

    private static String version() {
        String version = SelfMeters.class.getPackage().getImplementationVersion();
        // Run from its classes, without a jar, it has none.
        return version == null ? "unknown" : version;
    }

    private static double leaseAge(ClusterView view) {
        return view.now()
                .leaseAge(System.nanoTime())
                .map(age -> age.toNanos() / NANOS_PER_SECOND)
                .orElse(Double.NaN);
    }

    private static double points(ClusterView view, Dimension dimension) {
        return view.now().status().terms().stream()
                .filter(term -> term.dimension() == dimension && term.points() != HealthTerm.UNKNOWN)
                .mapToDouble(HealthTerm::points)
                .findFirst()
                .orElse(Double.NaN);
    }

    private Map<String, Long> times() {
        Map<String, Long> times = new LinkedHashMap<>();
        times.put("heartbeat", timing.heartbeat().toNanos());
        times.put("gossip_interval", timing.gossipInterval().toNanos());
        times.put("silence_floor", timing.silenceFloor().toNanos());
        times.put("silence_cap", timing.silenceCap().toNanos());
        times.put("failure_timeout", timing.failureTimeout().toNanos());
        times.put("stabilization", timing.stabilization().toNanos());
        times.put("election_max", timing.electionMax().toNanos());
        times.put("lease", timing.leaseFreshNanos());
        return times;
    }
}
