package io.bellwether.protocol.gossip;

/** Bytes that may be sent: so many per second, and what was saved up to a limit. */
final class Allowance {

    private final double bytesPerNano;
    private final double savedBytesMax;
    private double savedBytes;
    private long refilledNanos;

    Allowance(long bytesPerSecond, long savedBytesMax, long nowNanos) {
        this.bytesPerNano = bytesPerSecond / 1e9;
        this.savedBytesMax = savedBytesMax;
        this.savedBytes = savedBytesMax;
        this.refilledNanos = nowNanos;
    }

    /** Takes these bytes if they are there. */
    boolean spend(int bytes, long nowNanos) {
        savedBytes = Math.min(savedBytesMax, savedBytes + (nowNanos - refilledNanos) * bytesPerNano);
        refilledNanos = nowNanos;
        if (savedBytes < bytes) {
            return false;
        }
        savedBytes -= bytes;
        return true;
    }
}
