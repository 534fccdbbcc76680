package io.bellwether.coordinator.raft;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.Timekeeper;
import org.apache.ratis.util.TimeDuration;

/**
 * Where the library counts, instead of in its own registry, which shows everything over JMX and stumbles when two servers
 * in one process have the same name. Found by the service loader; one for the process, as the library wants it. What of it
 * is shown is picked by {@link LogNumbers}.
 */
public final class LibraryMetrics extends MetricRegistries {

    private final Map<MetricRegistryInfo, Registry> registries = new ConcurrentHashMap<>();

    /** For the service loader. */
    public LibraryMetrics() {}

    /** The one that the library uses. */
    static LibraryMetrics ours() {
        return (LibraryMetrics) MetricRegistries.global();
    }

    /** The sum of the counters with such names in the registries of this server. */
    long sum(String server, Predicate<String> names) {
        long sum = 0;
        for (Registry registry : registries.values()) {
            if (registry.isOf(server)) {
                for (Map.Entry<String, Counter> each : registry.counters.entrySet()) {
                    sum += names.test(each.getKey()) ? each.getValue().getCount() : 0;
                }
            }
        }
        return sum;
    }

    /** The gauge of this name in the registries of this server, if there is one and it is a number. */
    OptionalLong gauge(String server, String name) {
        for (Registry registry : registries.values()) {
            Supplier<?> gauge = registry.isOf(server) ? registry.gauges.get(name) : null;
            if (gauge != null && gauge.get() instanceof Number number) {
                return OptionalLong.of(number.longValue());
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void clear() {
        registries.clear();
    }

    @Override
    public RatisMetricRegistry create(MetricRegistryInfo info) {
        return registries.computeIfAbsent(info, Registry::new);
    }

    @Override
    public boolean remove(MetricRegistryInfo key) {
        return registries.remove(key) != null;
    }

    @Override
    public Optional<RatisMetricRegistry> get(MetricRegistryInfo info) {
        return Optional.ofNullable(registries.get(info));
    }

    @Override
    public Set<MetricRegistryInfo> getMetricRegistryInfos() {
        return Set.copyOf(registries.keySet());
    }

    @Override
    public Collection<RatisMetricRegistry> getMetricRegistries() {
        return List.copyOf(registries.values());
    }

    @Override
    public void addReporterRegistration(
            Consumer<RatisMetricRegistry> reporterRegistration, Consumer<RatisMetricRegistry> stopReporter) {
        // Nothing reports from here: whoever wants numbers comes and reads them.
    }

    @Override
    public void enableJmxReporter() {
        // See the class: this is what it is for.
    }

    @Override
    public void enableConsoleReporter(TimeDuration consoleReportRate) {
        // Nothing reports from here.
    }

    /** One registry of the library: what it counts of one subject of one server. */
    private static final class Registry implements RatisMetricRegistry {

        private final MetricRegistryInfo info;
        private final Map<String, Counter> counters = new ConcurrentHashMap<>();
        private final Map<String, Supplier<?>> gauges = new ConcurrentHashMap<>();

        Registry(MetricRegistryInfo info) {
            this.info = info;
        }

        /** The library names a registry after the server, or after the server and its group. */
        boolean isOf(String server) {
            String prefix = info.getPrefix();
            return prefix.equals(server) || prefix.startsWith(server + "@");
        }

        @Override
        public Timekeeper timer(String name) {
            // None of its times is shown; ours are measured from end to end.
            return () -> {
                long startNanos = System.nanoTime();
                return () -> System.nanoTime() - startNanos;
            };
        }

        @Override
        public LongCounter counter(String name) {
            return counters.computeIfAbsent(name, fresh -> new Counter());
        }

        @Override
        public boolean remove(String name) {
            boolean counted = counters.remove(name) != null;
            boolean gauged = gauges.remove(name) != null;
            return counted || gauged;
        }

        @Override
        public <T> void gauge(String name, Supplier<Supplier<T>> gaugeSupplier) {
            // The last one: that of a former leadership tells of what is no more.
            gauges.put(name, gaugeSupplier.get());
        }

        @Override
        public MetricRegistryInfo getMetricRegistryInfo() {
            return info;
        }
    }

    private static final class Counter implements LongCounter {

        private final LongAdder sum = new LongAdder();

        @Override
        public void inc(long n) {
            sum.add(n);
        }

        @Override
        public void dec(long n) {
            sum.add(-n);
        }

        @Override
        public long getCount() {
            return sum.sum();
        }
    }
}
