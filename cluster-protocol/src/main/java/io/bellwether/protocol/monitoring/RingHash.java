package io.bellwether.protocol.monitoring;

/**
 * Where a name stands on a ring. A hash of our own, because every node must compute the same graph, whatever its JVM
 * does in {@code hashCode}.
 */
final class RingHash {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private RingHash() {}

    /** A hash of the name alone: FNV-1a over its characters. */
    static long ofName(String name) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
        }
        return hash;
    }

    /** Where a name with this hash stands on this ring. Rings are independent of each other: a full mix of 64 bits. */
    static long onRing(int ring, long nameHash) {
        long mixed = nameHash + (ring + 1) * GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
