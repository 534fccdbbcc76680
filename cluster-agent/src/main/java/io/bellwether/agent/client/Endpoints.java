package io.bellwether.agent.client;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask next: the leader where somebody named it, else one after the other from a random start. Coordinators that
 * failed too often just now are passed over, unless there is no other. Guarded by its own lock.
 */
final class Endpoints {

    private final List<Endpoint> all;
    private final Counters counters;
    /** Which incarnation answers where; learnt from answers, so that no address comes from outside the configuration. */
    private final Map<Long, Endpoint> byIncarnation = new LinkedHashMap<>();

    private final int learntMax;
    private int next;
    private long leader;

    Endpoints(List<URI> bases, RandomGenerator random, Counters counters) {
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one coordinator to ask");
        }
        this.all = bases.stream().map(Endpoint::new).toList();
        this.counters = counters;
        this.learntMax = 4 * all.size();
        this.next = random.nextInt(all.size());
    }

    /** The next to ask that was not asked yet; null if all were. */
    synchronized @Nullable Endpoint next(List<Endpoint> asked) {
        List<Endpoint> order = order(asked);
        for (Endpoint endpoint : order) {
            if (endpoint.mayAsk()) {
                return taken(endpoint);
            }
            counters.one(AgentCount.BREAKER_SKIPS);
        }
        return order.isEmpty() ? null : taken(order.getFirst());
    }

    private List<Endpoint> order(List<Endpoint> asked) {
        List<Endpoint> order = new ArrayList<>(all.size() + 1);
        Endpoint hinted = byIncarnation.get(leader);
        if (hinted != null) {
            order.add(hinted);
        }
        for (int i = 0; i < all.size(); i++) {
            Endpoint endpoint = all.get((next + i) % all.size());
            if (endpoint != hinted) {
                order.add(endpoint);
            }
        }
        order.removeAll(asked);
        return order;
    }

    private Endpoint taken(Endpoint endpoint) {
        // A hint is good for one request: if it was wrong, it must not be followed for ever.
        leader = 0;
        next = (all.indexOf(endpoint) + 1) % all.size();
        return endpoint;
    }

    /** This coordinator is that incarnation. */
    synchronized void learn(long incarnation, Endpoint endpoint) {
        if (incarnation > 0) {
            byIncarnation.put(incarnation, endpoint);
            if (byIncarnation.size() > learntMax) {
                byIncarnation.remove(byIncarnation.keySet().iterator().next());
            }
        }
    }

    /** Somebody named the leader; 0 is nobody. */
    synchronized void hint(long incarnation) {
        leader = incarnation;
    }
}
