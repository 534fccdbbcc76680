package io.bellwether.simulation.peers.phi;

/** A process: its machine and, since processes come and go there, the number of its start; both in one long. */
final class Address {

    private Address() {}

    static long of(int machine, int start) {
        return (long) machine << 32 | start;
    }

    static int machine(long address) {
        return (int) (address >>> 32);
    }

    /** Places an address on the ring, far from its neighbours by number. */
    static long hash(long address) {
        var mixed = (address ^ address >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
