package io.bellwether.gateway.routing;

import io.bellwether.gateway.routing.Choice.Why;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one service, and which of them gets the next request. Whom to leave out is decided here, in this order:
 *
 * <ol>
 *   <li>never asked: who was tried for this request already, whose circuit is open, who has as many requests as it can
 *       answer in time ({@link Room}), and whoever the discovery does not list, such as those that drain;
 *   <li>asked only where nobody else is left: who was given up by a majority;
 *   <li>left out, unless too few would be left (panic): who is suspected, has no health at all, or failed again and again.
 * </ol>
 *
 * Among those that remain {@link ChoiceOfTwo} decides.
 */
final class Pool {

    private static final int LOCAL_MIN = 2;

    /** At its start a gateway hears of one after the other, and none of them is new for that. */
    private static final long HEARD_NANOS = 10_000_000_000L;

    private final BackendFactory factory;
    private final RoutingProperties settings;
    private final RandomGenerator random;
    private final ChoiceOfTwo choice;
    private final RetryBudget budget;
    private final PoolListener listener;
    private volatile List<Backend> backends = List.of();
    private boolean isOpen;
    private long openedNanos;

    Pool(
            BackendFactory factory,
            RoutingProperties settings,
            RandomGenerator random,
            PoolListener listener,
            long nowNanos) {
        this.factory = factory;
        this.settings = settings;
        this.random = random;
        this.choice = new ChoiceOfTwo(random);
        this.listener = listener;
        this.budget = new RetryBudget(
                settings.retry().percent() / 100.0, settings.retry().perSecond(), nowNanos);
    }

    RetryBudget budget() {
        return budget;
    }

    List<Backend> backends() {
        return backends;
    }

    /** These are the instances now. Who stays keeps its record; who is new among others begins slowly. */
    synchronized void update(Collection<Facts> now, long nowNanos) {
        Map<String, Backend> known = new LinkedHashMap<>();
        backends.forEach(backend -> known.put(backend.facts().key(), backend));
        List<Backend> next = new ArrayList<>(now.size());
        for (Facts facts : now) {
            Backend backend = known.get(facts.key());
            if (backend == null) {
                backend = factory.create(facts, nowNanos);
                if (isOpen && nowNanos - openedNanos > HEARD_NANOS) {
                    backend.comesBack(nowNanos);
                }
            } else {
                backend.told(facts, nowNanos);
            }
            next.add(backend);
        }
        if (!isOpen && !next.isEmpty()) {
            isOpen = true;
            openedNanos = nowNanos;
        }
        backends = List.copyOf(next);
    }

    /** Who gets a request that these were already tried for. */
    Picked choose(Collection<Backend> tried, Locality locality, long nowNanos) {
        List<Backend> all = backends;
        if (all.isEmpty()) {
            return new Picked(null, Why.NO_INSTANCE);
        }
        boolean panic = isPanic(all, nowNanos);
        List<Backend> closed = able(all, panic, nowNanos);
        closed.removeAll(tried);
        if (closed.isEmpty()) {
            return new Picked(null, Why.NO_OTHER);
        }
        while (true) {
            closed.removeIf(backend -> !mayBeCalled(backend));
            if (closed.isEmpty()) {
                return new Picked(null, Why.CIRCUITS_OPEN);
            }
            closed.removeIf(backend -> !backend.hasRoom());
            if (closed.isEmpty()) {
                return new Picked(null, Why.FULL);
            }
            Backend chosen = draw(closed, locality, panic, nowNanos);
            if (chosen.circuit().tryAcquirePermission()) {
                return new Picked(chosen, Why.NO_OTHER);
            }
            closed.remove(chosen);
        }
    }

    /** Whether too few are well to carry it alone. */
    boolean isPanic(List<Backend> all, long nowNanos) {
        int present = 0;
        int well = 0;
        for (Backend backend : all) {
            present += backend.facts().lastResort() ? 0 : 1;
            well += isWell(backend, nowNanos) ? 1 : 0;
        }
        return present > 0 && (well == 0 || well * 100 < present * settings.panicBelow());
    }

    /** Those that may be asked at all, in a list of their own. */
    private List<Backend> able(List<Backend> all, boolean panic, long nowNanos) {
        // No stream: this is done for each request.
        List<Backend> able = new ArrayList<>(all.size());
        for (Backend backend : all) {
            if (panic ? !backend.facts().lastResort() : isWell(backend, nowNanos)) {
                able.add(backend);
            }
        }
        if (able.isEmpty()) {
            able.addAll(all);
        }
        return able;
    }

    static boolean isWell(Backend backend, long nowNanos) {
        return !backend.facts().lastResort() && backend.facts().isWell() && !backend.isOut(nowNanos);
    }

    private static boolean mayBeCalled(Backend backend) {
        return switch (backend.circuit().getState()) {
            case OPEN, FORCED_OPEN -> backend.circuit().tryAcquirePermission() && release(backend);
            case CLOSED, DISABLED, HALF_OPEN, METRICS_ONLY -> true;
        };
    }

    /** A circuit whose time is over goes over to trying only when it is asked for a permission, which is not used yet. */
    private static boolean release(Backend backend) {
        backend.circuit().releasePermission();
        return true;
    }

    private Backend draw(List<Backend> from, Locality locality, boolean panic, long nowNanos) {
        double[] costs = costs(from, unknownWeight(from), nowNanos);
        Optional<Near> near = panic ? Optional.empty() : near(from, costs, locality, nowNanos);
        if (near.isPresent() && random.nextDouble() < near.get().share()) {
            int[] places = near.get().places();
            return from.get(places[choice.choose(at(places, costs))]);
        }
        return from.get(choice.choose(costs));
    }

    /** Which share each of these gets while everything stays as it is. */
    private double[] shares(List<Backend> from, Locality locality, boolean panic, long nowNanos) {
        if (from.isEmpty()) {
            return new double[0];
        }
        double[] costs = costs(from, unknownWeight(from), nowNanos);
        double[] shares = ChoiceOfTwo.shares(costs);
        Optional<Near> near = panic ? Optional.empty() : near(from, costs, locality, nowNanos);
        if (near.isPresent()) {
            double share = near.get().share();
            int[] places = near.get().places();
            double[] ofNear = ChoiceOfTwo.shares(at(places, costs));
            for (int i = 0; i < shares.length; i++) {
                shares[i] *= 1 - share;
            }
            for (int i = 0; i < places.length; i++) {
                shares[places[i]] += share * ofNear[i];
            }
        }
        return shares;
    }

    /** Those of the own zone, and for how much of the traffic they are the only ones. */
    private Optional<Near> near(List<Backend> from, double[] costs, Locality locality, long nowNanos) {
        if (!settings.zones() || locality.zone().isEmpty()) {
            return Optional.empty();
        }
        double unknown = unknownWeight(from);
        Map<String, Double> capacity = new TreeMap<>();
        double cheapest = Double.MAX_VALUE;
        double cheapestNear = Double.MAX_VALUE;
        int[] places = new int[from.size()];
        int count = 0;
        for (int i = 0; i < costs.length; i++) {
            Backend backend = from.get(i);
            capacity.merge(backend.facts().zone(), backend.weight(unknown, nowNanos), Double::sum);
            cheapest = Math.min(cheapest, costs[i]);
            if (backend.facts().zone().equals(locality.zone())) {
                cheapestNear = Math.min(cheapestNear, costs[i]);
                places[count] = i;
                count++;
            }
        }
        boolean isWorthIt =
                count >= LOCAL_MIN && count < from.size() && cheapestNear <= ChoiceOfTwo.HOPELESS * cheapest;
        return isWorthIt
                ? Optional.of(new Near(
                        Arrays.copyOf(places, count), Zones.localShare(locality.zone(), locality.gateways(), capacity)))
                : Optional.empty();
    }

    private static double[] at(int[] places, double[] costs) {
        return Arrays.stream(places).mapToDouble(place -> costs[place]).toArray();
    }

    /**
     * The instances nearby.
     *
     * @param places Their places among all.
     * @param share The share of the traffic that is theirs alone.
     */
    @SuppressWarnings("ArrayRecordComponent") // Made and used up within one choice.
    private record Near(int[] places, double share) {}

    static double[] costs(List<Backend> backends, double unknown, long nowNanos) {
        double[] costs = new double[backends.size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = backends.get(i).cost(unknown, nowNanos);
        }
        return costs;
    }

    /** The mean weight of those whose health is known: what nobody knows yet is taken to be like the others. */
    static double unknownWeight(List<Backend> backends) {
        double sum = 0;
        int known = 0;
        for (Backend backend : backends) {
            Integer score = backend.facts().score();
            if (score != null) {
                sum += Weight.of(score);
                known++;
            }
        }
        return known == 0 ? Weight.MOST : sum / known;
    }

    /** Takes note of how a request ended, and leaves the instance out where it was one failure too many. */
    void ended(Backend backend, Result result, long begunNanos, Duration patience, long nowNanos) {
        backend.ended(result, begunNanos, patience, nowNanos);
        if (!result.isFailure()) {
            if (result == Result.ANSWERED) {
                backend.ejection().answered();
            }
            return;
        }
        boolean enough = backend.ejection().failed() || result == Result.REFUSED;
        if (enough && eject(backend, nowNanos)) {
            listener.ejected(backend.facts(), result, backend.ejection().remaining(nowNanos));
        }
    }

    /** At most a third of them at a time, and never the last: who cannot be spared stays, and costs what it costs. */
    private synchronized boolean eject(Backend backend, long nowNanos) {
        List<Backend> all = backends;
        if (!all.contains(backend) || backend.isOut(nowNanos)) {
            return false;
        }
        long out = all.stream().filter(each -> each.isOut(nowNanos)).count();
        boolean isLast = all.stream().noneMatch(each -> each != backend && isWell(each, nowNanos));
        if (isLast || out >= Math.max(1, all.size() / 3)) {
            return false;
        }
        backend.ejection().begin(nowNanos);
        return true;
    }

    /** How each instance stands, and what it gets. */
    List<InstanceView> describe(Locality locality, long nowNanos) {
        List<Backend> all = backends;
        boolean panic = isPanic(all, nowNanos);
        List<Backend> able = all.isEmpty() ? List.of() : able(all, panic, nowNanos);
        List<Backend> closed = able.stream()
                .filter(backend -> backend.circuit().getState() != CircuitBreaker.State.OPEN)
                .toList();
        double[] shares = shares(closed, locality, panic, nowNanos);
        double unknown = unknownWeight(all);
        return all.stream()
                .map(backend -> {
                    int place = closed.indexOf(backend);
                    return InstanceView.of(backend, place < 0 ? 0 : shares[place], unknown, nowNanos);
                })
                .toList();
    }

    /** Where this gateway is, and where the others are. */
    record Locality(String zone, Map<String, Integer> gateways) {

        /** Nowhere in particular. */
        static final Locality NONE = new Locality("", Map.of());
    }

    /** Who was chosen, or why nobody was. */
    record Picked(@Nullable Backend backend, Why why) {}

    /** Makes the record of an instance that is new. */
    interface BackendFactory {
        Backend create(Facts facts, long nowNanos);
    }

    /** Is told what happens here. */
    interface PoolListener {
        void ejected(Facts instance, Result because, Duration time);
    }
}
