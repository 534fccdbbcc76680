package io.bellwether.gateway.forward;

import io.bellwether.gateway.GatewayMetrics;
import io.bellwether.gateway.routing.Choice;
import io.bellwether.gateway.routing.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what happens to requests on their way, by service: these are named by the routes and therefore few. */
final class ForwardMeters {

    private final MeterRegistry meters;
    private final Map<String, OfService> services = new ConcurrentHashMap<>();

    ForwardMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void tried(String service, Result result) {
        count(of(service).tries, result);
    }

    void retried(String service, RetryResult result) {
        count(of(service).retries, result);
    }

    void nobody(String service, Choice.Why why) {
        count(of(service).nobody, why);
    }

    private static <E extends Enum<E>> void count(Map<E, Counter> counters, E kind) {
        Objects.requireNonNull(counters.get(kind)).increment();
    }

    private OfService of(String service) {
        OfService known = services.get(service);
        return known != null ? known : services.computeIfAbsent(service, name -> new OfService(name, meters));
    }

    /** Registered at the first request, so that all kinds are there from then on, most of them at zero. */
    private static final class OfService {

        private final Map<Result, Counter> tries;
        private final Map<RetryResult, Counter> retries;
        private final Map<Choice.Why, Counter> nobody;

        OfService(String service, MeterRegistry meters) {
            tries = counters(
                    Result.class,
                    GatewayMetrics.TRIES,
                    "Requests sent to an instance, by how that went until the head of the answer",
                    "result",
                    service,
                    meters);
            retries = counters(
                    RetryResult.class,
                    GatewayMetrics.RETRIES,
                    "Failed requests that may be sent once more, by whether they were",
                    "result",
                    service,
                    meters);
            nobody = counters(
                    Choice.Why.class,
                    GatewayMetrics.UNSERVED,
                    "Requests for which there was no instance, by why",
                    "reason",
                    service,
                    meters);
        }

        private static <E extends Enum<E>> Map<E, Counter> counters(
                Class<E> kinds, String name, String help, String tag, String service, MeterRegistry meters) {
            Map<E, Counter> counters = new EnumMap<>(kinds);
            for (E kind : kinds.getEnumConstants()) {
                counters.put(
                        kind,
                        Counter.builder(name)
                                .description(help)
                                .tag("service", service)
                                .tag(tag, kind.name().toLowerCase(Locale.ROOT))
                                .register(meters));
            }
            return counters;
        }
    }
}
