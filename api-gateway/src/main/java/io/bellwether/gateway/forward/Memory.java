package io.bellwether.gateway.forward;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes, shared by all requests that want to keep something. */
final class Memory {

    private final long bytesMax;
    private final AtomicLong taken = new AtomicLong();

    Memory(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes so many, if they are there. */
    boolean take(long bytes) {
        if (taken.addAndGet(bytes) > bytesMax) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }
}
