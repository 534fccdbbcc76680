package io.bellwether.spring.discovery;

import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** The services of the cluster, from memory. */
public final class ClusterDiscoveryClient implements DiscoveryClient {

    private final ServiceCatalog catalog;

    public ClusterDiscoveryClient(ServiceCatalog catalog) {
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
    public List<ServiceInstance> getInstances(String serviceId) {
        return catalog.instances(serviceId);
    }

    @Override
    public List<String> getServices() {
        return catalog.services();
    }
}
