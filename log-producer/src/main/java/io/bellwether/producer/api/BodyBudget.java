package io.bellwether.producer.api;

import java.util.concurrent.Semaphore;

/**
 * Bounds the bytes of all requests that are being served, so that requests waiting for Kafka cannot fill the heap.
 */
final class BodyBudget {

    // What a request costs beside its body.
    private static final int LEAST_BYTES = 4 * 1024;

    private final Semaphore bytes;
    private final int bodyMaxBytes;

    BodyBudget(int inFlightMaxBytes, int bodyMaxBytes) {
        this.bytes = new Semaphore(inFlightMaxBytes);
        this.bodyMaxBytes = bodyMaxBytes;
    }

    /**
     * Takes what a body of this length needs, and returns how much that is; 0 means there is not enough left.
     *
     * @param contentLength As the client announced it, -1 if it did not.
     */
    int take(long contentLength) {
        int needed = contentLength < 0
                ? bodyMaxBytes
                : Math.clamp(contentLength, Math.min(LEAST_BYTES, bodyMaxBytes), bodyMaxBytes);
        return bytes.tryAcquire(needed) ? needed : 0;
    }

    void giveBack(int taken) {
        bytes.release(taken);
    }
}
