package io.bellwether.protocol.gossip;

/** Scrambles numbers so that sums and orders of them look random, and are the same on every node. */
final class Mix {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** A bijection of 64 bits in which every input bit moves every output bit (Stafford's variant 13). */
    static long of(long value) {
        long z = value + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The hash of one version of one topic of one origin. Sums of them do not depend on the order. */
    static long of(long origin, int topic, long version) {
        return of(of(of(origin) + topic) + version);
    }
}
