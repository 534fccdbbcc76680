package io.bellwether.gateway.routing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.DefaultResponse;
import org.springframework.cloud.client.loadbalancer.EmptyResponse;
import org.springframework.cloud.client.loadbalancer.Request;
import org.springframework.cloud.client.loadbalancer.Response;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Mono;

/** Sends the requests for one service to those of its instances that serve best. */
final class HealthBalancer implements ReactorServiceInstanceLoadBalancer {

    private static final String SCORE = "score";
    private static final String INCARNATION = "incarnation";

    private final ServiceInstanceListSupplier instances;
    private final ChoiceOfTwo choice;
    private final Loads loads;
    private final LongSupplier nanoTime;

    HealthBalancer(ServiceInstanceListSupplier instances, ChoiceOfTwo choice, Loads loads, LongSupplier nanoTime) {
        this.instances = instances;
        this.choice = choice;
        this.loads = loads;
        this.nanoTime = nanoTime;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the library has it
    public Mono<Response<ServiceInstance>> choose(Request request) {
        return instances.get(request).next().map(this::choose);
    }

    private Response<ServiceInstance> choose(List<ServiceInstance> all) {
        long now = nanoTime.getAsLong();
        Set<String> names = all.stream().map(HealthBalancer::name).collect(Collectors.toSet());
        loads.keep(names);
        List<Candidate<ServiceInstance>> candidates = all.stream()
                .map(instance -> new Candidate<>(instance, score(instance), loads.of(name(instance), now)))
                .toList();
        return choice.choose(candidates, now)
                .<Response<ServiceInstance>>map(chosen -> new DefaultResponse(chosen.instance()))
                .orElseGet(EmptyResponse::new);
    }

    /** What its load is kept under. One that comes back elsewhere, or anew, starts with a clean record. */
    static String name(ServiceInstance instance) {
        return "%s@%s:%d#%s"
                .formatted(
                        instance.getInstanceId(), instance.getHost(), instance.getPort(), told(instance, INCARNATION));
    }

    private static @Nullable Integer score(ServiceInstance instance) {
        String score = told(instance, SCORE);
        return score.isEmpty() ? null : Integer.valueOf(score);
    }

    private static String told(ServiceInstance instance, String key) {
        Map<String, String> metadata = instance.getMetadata();
        return metadata == null ? "" : metadata.getOrDefault(key, "");
    }
}
