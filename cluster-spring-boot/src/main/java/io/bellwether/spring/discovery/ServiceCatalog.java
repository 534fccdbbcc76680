package io.bellwether.spring.discovery;

import io.bellwether.agent.view.ClusterListener;
import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.node.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * The services of the cluster and who serves them, renewed whenever the view changes. Asking it costs a look-up: nothing
 * is polled and nobody waits.
 *
 * <p>Members that should get no requests are left out, unless nobody else is there. Without a cluster the last known
 * services stay: a list that is out of date serves better than an empty one.
 */
public final class ServiceCatalog implements ClusterListener, SmartLifecycle {

    /** The place of the cluster among several sources of instances; that of the others is 0. */
    static final int ORDER = -10;

    private final ClusterView view;
    private final ApplicationEventPublisher events;
    private final int phase;
    private volatile Map<String, List<ServiceInstance>> services = new TreeMap<>();
    private volatile Map<String, List<ClusterInstance>> everybody = new TreeMap<>();
    private volatile boolean isComplete;
    private List<ClusterInstance> listed = List.of();
    private long changes;
    private ClusterView.@Nullable Registration registration;

    /** Of this view, telling of changes by a {@link HeartbeatEvent}; listens from this phase on. */
    public ServiceCatalog(ClusterView view, ApplicationEventPublisher events, int phase) {
        this.view = view;
        this.events = events;
        this.phase = phase;
    }

    /** Who serves this, ordered by name; the service's own is not case sensitive, like a host's. */
    List<ServiceInstance> instances(String service) {
        return services.getOrDefault(key(service), List.of());
    }

    /** All members of this service, also those that should get no requests, ordered by name. */
    public List<ClusterInstance> everybody(String service) {
        return everybody.getOrDefault(key(service), List.of());
    }

    /**
     * Whether all members that others can hear have said what they serve: right after a start only some have, and a service
     * that is not listed may be there all the same.
     */
    public boolean isComplete() {
        return isComplete;
    }

    /** The services that have a member, whatever its state. */
    public Set<String> known() {
        return Collections.unmodifiableSet(everybody.keySet());
    }

    /** The names of all services that somebody serves. */
    List<String> services() {
        return services.values().stream()
                .map(instances -> instances.getFirst().getServiceId())
                .toList();
    }

    private static String key(String service) {
        return service.toLowerCase(Locale.ROOT);
    }

    @Override
    public void changed(ClusterSnapshot before, ClusterSnapshot now) {
        if (now.stage() != Stage.MEMBER && now.members().isEmpty()) {
            return;
        }
        Map<Long, Suspicion> suspicions = Suspicion.in(now);
        Map<String, List<ClusterInstance>> all = new TreeMap<>();
        for (MemberInfo info : now.members()) {
            ClusterInstance instance = ClusterInstance.of(
                    info, suspicions.getOrDefault(info.member().incarnation(), Suspicion.NONE));
            if (instance != null) {
                all.computeIfAbsent(key(instance.service()), unused -> new ArrayList<>())
                        .add(instance);
            }
        }
        show(all);
        isComplete = now.stage() == Stage.MEMBER && now.members().stream().allMatch(ServiceCatalog::isKnown);
    }

    private static boolean isKnown(MemberInfo info) {
        return info.profile() != null
                || switch (info.member().status()) {
                    case JOINING, HEALTHY, DEGRADED, RECOVERING, DRAINING, MAINTENANCE -> false;
                    case UNREACHABLE, QUARANTINED, LEAVING, LEFT, REMOVED -> true;
                };
    }

    private void show(Map<String, List<ClusterInstance>> all) {
        Map<String, List<ServiceInstance>> next = new TreeMap<>();
        List<ClusterInstance> nextListed = new ArrayList<>();
        all.forEach((service, instances) -> {
            List<ClusterInstance> chosen = chosen(instances);
            if (!chosen.isEmpty()) {
                next.put(service, List.copyOf(chosen));
                nextListed.addAll(chosen);
            }
        });
        all.replaceAll((service, instances) -> List.copyOf(instances));
        everybody = all;
        services = next;
        boolean isNews = !isSame(nextListed, listed);
        listed = nextListed;
        if (isNews) {
            changes++;
            events.publishEvent(new HeartbeatEvent(this, changes));
        }
    }

    private static List<ClusterInstance> chosen(List<ClusterInstance> instances) {
        List<ClusterInstance> good =
                instances.stream().filter(ClusterInstance::takesRequests).toList();
        return good.isEmpty()
                ? instances.stream().filter(ClusterInstance::isBetterThanNobody).toList()
                : good;
    }

    private static boolean isSame(List<ClusterInstance> now, List<ClusterInstance> before) {
        if (now.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            if (!now.get(i).isSameAs(before.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public synchronized void start() {
        if (registration == null) {
            registration = view.listen(this);
        }
    }

    @Override
    public synchronized void stop() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return registration != null;
    }

    @Override
    public int getPhase() {
        return phase;
    }

    /** As for the agent: what a paused context misses it would never be told. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
