package io.bellwether.gateway.edge;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * How many requests may be inside at once. Without a bound an overload is kept in memory, request by request, until there is
 * none left; whoever is refused at once knows it and can come again.
 */
final class Places {

    private final Semaphore free;

    Places(int most) {
        this.free = new Semaphore(most);
    }

    /** Does the work once it is subscribed to, or refuses it; however it ends, its place is free again. */
    Mono<Void> within(Supplier<Mono<Void>> work, Supplier<Mono<Void>> refusal) {
        return Mono.defer(() -> free.tryAcquire() ? Mono.defer(work).doFinally(end -> free.release()) : refusal.get());
    }
}
