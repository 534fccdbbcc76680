package io.bellwether.spring.discovery;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Flux;

/** The services of the cluster, from memory, at the moment of the subscription. */
public final class ReactiveClusterDiscoveryClient implements ReactiveDiscoveryClient {

    private final ServiceCatalog catalog;

    public ReactiveClusterDiscoveryClient(ServiceCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String description() {
        return "Bellwether: the members of the cluster as this process sees them";
    }

    /** Before others, such as a list in the settings: those are asked only where the cluster knows nobody. */
    @Override
    public int getOrder() {
        return ServiceCatalog.ORDER;
    }

    @Override
    public Flux<ServiceInstance> getInstances(String serviceId) {
        return Flux.defer(() -> Flux.fromIterable(catalog.instances(serviceId)));
    }

    @Override
    public Flux<String> getServices() {
        return Flux.defer(() -> Flux.fromIterable(catalog.services()));
    }
}
