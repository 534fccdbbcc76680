package io.bellwether.protocol;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Runs a property over many seeds, small cases first. The seeds are the same in every run, so a red test is broken and
 * not unlucky; its message names the properties that replay the one case: {@code -Dseed=76 -Dsize=77}.
 */
public final class Seeds {

    /** The size of the last and largest cases. */
    public static final int SIZE_MAX = 100;

    private Seeds() {}

    /** What holds for whatever a random source and a size make. */
    @FunctionalInterface
    public interface Property {
        void check(RandomGenerator random, int size) throws Exception;
    }

    /** Checks the property with seeds from 1 on and sizes growing from 1 to {@link #SIZE_MAX}. */
    public static void forAll(int runs, Property property) {
        Long seed = Long.getLong("seed");
        if (seed != null) {
            check(seed, Integer.getInteger("size", SIZE_MAX), property);
            return;
        }
        for (int run = 1; run <= runs; run++) {
            check(run, Math.max(1, SIZE_MAX * run / runs), property);
        }
    }

    /** Checks one case: a seed that once failed. */
    public static void check(long seed, int size, Property property) {
        try {
            property.check(new SplittableRandom(seed), size);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("%s%nreplay with -Dseed=%d -Dsize=%d".formatted(e.getMessage(), seed, size), e);
        }
    }
}
