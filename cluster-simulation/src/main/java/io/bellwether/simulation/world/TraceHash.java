package io.bellwether.simulation.world;

/** A rolling hash over everything that happens: two runs that agree on it went the same way. */
final class TraceHash {

    private long value = 0x9E3779B97F4A7C15L;

    void fold(long more) {
        long mixed = (value ^ more) * 0xBF58476D1CE4E5B9L;
        value = mixed ^ (mixed >>> 29);
    }

    void fold(long nanos, int machine, int what) {
        fold(nanos);
        fold(((long) machine << 8) | what);
    }

    long value() {
        return value;
    }
}
