package io.bellwether.gateway.routing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Who gets the next request: two are drawn, and of these the one that costs less gets it more often, in the proportion of
 * their costs. The cost of an instance is its latency times the requests that would then wait for it, divided by its health.
 *
 * <p>Two are compared and not all, because several gateways that all know the best one would all send to it. In proportion
 * and not always to the better one, because two that differ by a point of health shall differ by as little in what they get.
 */
final class ChoiceOfTwo {

    /** Health counts in tens: a score moves by a few points all the time, and requests need not. */
    private static final int STEP = 10;

    private final RandomGenerator random;

    ChoiceOfTwo(RandomGenerator random) {
        this.random = random;
    }

    /** One of these; nobody only where there is nobody. Who has no health at all is asked only where nobody has any. */
    <T> Optional<Candidate<T>> choose(List<Candidate<T>> candidates, long nowNanos) {
        List<Candidate<T>> able = candidates.stream()
                .filter(candidate -> candidate.score() == null || candidate.score() > 0)
                .toList();
        List<Candidate<T>> of = able.isEmpty() ? candidates : able;
        if (of.size() < 2) {
            return of.stream().findFirst();
        }
        int first = random.nextInt(of.size());
        int second = (first + 1 + random.nextInt(of.size() - 1)) % of.size();
        double unknown = meanHealth(of);
        double firstCost = cost(of.get(first), unknown, nowNanos);
        double secondCost = cost(of.get(second), unknown, nowNanos);
        boolean firstWins = random.nextDouble() < secondCost / (firstCost + secondCost);
        return Optional.of(of.get(firstWins ? first : second));
    }

    private static double cost(Candidate<?> candidate, double unknown, long nowNanos) {
        double health = candidate.score() == null ? unknown : health(candidate.score());
        Load load = candidate.load();
        return load.latencyNanos(nowNanos) * (load.waiting() + 1) / health;
    }

    /** Of those that are known; what nobody knows yet is taken to be like the others. */
    private static double meanHealth(List<? extends Candidate<?>> candidates) {
        return candidates.stream()
                .map(Candidate::score)
                .filter(Objects::nonNull)
                .mapToDouble(ChoiceOfTwo::health)
                .average()
                .orElse(1);
    }

    private static double health(int score) {
        return Math.max(1, Math.ceil(score / (double) STEP));
    }
}
