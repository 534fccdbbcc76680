package io.bellwether.simulation.network;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long a packet is under way. */
public sealed interface Latency {

    /** Draws the nanoseconds that one packet takes. */
    long nanos(RandomGenerator random);

    /** Machines in one room: 0.2 to 0.6 ms. */
    static Latency lan() {
        return uniform(Duration.ofNanos(200_000), Duration.ofNanos(600_000));
    }

    /** Between sites: a median of 20 ms with a tail. */
    static Latency wan() {
        return logNormal(Duration.ofMillis(20), 0.25);
    }

    /** Always the same. */
    static Latency constant(Duration value) {
        return new Uniform(value.toNanos(), value.toNanos());
    }

    /** Anything between the two, each as likely. */
    static Latency uniform(Duration least, Duration most) {
        return new Uniform(least.toNanos(), most.toNanos());
    }

    /**
     * Mostly near the median, seldom much longer.
     *
     * @param sigma the standard deviation of the logarithm: 0.25 gives one packet in a thousand more than twice the
     *     median, 1.0 one in six more than 2.7 times
     */
    static Latency logNormal(Duration median, double sigma) {
        return new LogNormal(median.toNanos(), sigma);
    }

    /** Anything between the two, each as likely. */
    record Uniform(long leastNanos, long mostNanos) implements Latency {
        /** Refuses what no packet can take. */
        public Uniform {
            if (leastNanos < 0 || mostNanos < leastNanos) {
                throw new IllegalArgumentException(
                        "latency must be 0 <= least <= most, got %d to %d ns".formatted(leastNanos, mostNanos));
            }
        }

        @Override
        public long nanos(RandomGenerator random) {
            return leastNanos == mostNanos ? leastNanos : random.nextLong(leastNanos, mostNanos + 1);
        }
    }

    /** The logarithm is normal. */
    record LogNormal(long medianNanos, double sigma) implements Latency {
        /** A packet later than this is as good as lost; without a bound one draw could outlast the run. */
        private static final long MOST_NANOS = 60_000_000_000L;

        /** Refuses what no packet can take. */
        public LogNormal {
            if (medianNanos < 0 || !(sigma >= 0)) {
                throw new IllegalArgumentException(
                        "latency needs a median and a sigma >= 0, got %d ns and %s".formatted(medianNanos, sigma));
            }
        }

        @Override
        public long nanos(RandomGenerator random) {
            return (long) Math.min(MOST_NANOS, medianNanos * Math.exp(sigma * random.nextGaussian()));
        }
    }
}
