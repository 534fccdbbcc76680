package io.bellwether.gateway.edge;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * How many may be inside at once, be it requests or connections. Without a bound an overload is kept in memory, one by one,
 * until there is none left; whoever is refused at once knows it and can come again.
 */
final class Places {

    private final int most;
    private final Semaphore free;

    Places(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    int most() {
        return most;
    }

    int taken() {
        return most - free.availablePermits();
    }

    /** Takes a place, which has to be left again, or says that there is none. */
    boolean take() {
        return free.tryAcquire();
    }

    void leave() {
        free.release();
    }

    /** Does the work once it is subscribed to, or refuses it; however it ends, its place is free again. */
    Mono<Void> within(Supplier<Mono<Void>> work, Supplier<Mono<Void>> refusal) {
        return Mono.defer(() -> take() ? Mono.defer(work).doFinally(end -> leave()) : refusal.get());
    }
}
