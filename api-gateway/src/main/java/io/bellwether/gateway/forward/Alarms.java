package io.bellwether.gateway.forward;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.TimerTask;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Ends what takes too long. Every request sets two alarms and nearly none of them ever rings, so what counts is what it costs
 * to set one and to take it back: on a wheel next to nothing, for which it rings up to {@link #TICK} late.
 */
final class Alarms implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(20);

    private final HashedWheelTimer wheel = new HashedWheelTimer(
            new DefaultThreadFactory("gateway-alarms", true), TICK.toMillis(), TimeUnit.MILLISECONDS);
    private final Scheduler ringing = Schedulers.parallel();
    private final LongSupplier nanoTime;

    Alarms(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The same, which fails with a {@link TimeoutException} unless it ends within this time. */
    <T> Mono<T> within(Duration time, Mono<T> what) {
        return Mono.defer(() -> Mono.firstWithSignal(what, new Alarm(time).<T>rings()));
    }

    /** The same, which fails with a {@link TimeoutException} once nothing has come for this time. */
    <T> Flux<T> withoutPause(Duration time, Flux<T> what) {
        return Flux.defer(() -> {
            var alarm = new Alarm(time);
            // Where the alarm fails, this operator would not cancel what it ends: so it is told that all is over.
            return what.doOnNext(item -> alarm.putOff())
                    .takeUntilOther(alarm.rings().onErrorComplete())
                    .concatWith(Mono.defer(() -> alarm.hasRung ? Mono.error(alarm.failure()) : Mono.empty()));
        });
    }

    @Override
    public void close() {
        wheel.stop();
    }

    /** Rings once nothing has put it off for its time. It stays where it is on the wheel, and looks when its time has come. */
    private final class Alarm implements TimerTask {

        private final Duration time;
        private volatile long fromNanos;
        private volatile @Nullable MonoSink<?> sink;
        private volatile @Nullable Timeout place;
        private volatile boolean isOff;
        private volatile boolean hasRung;

        Alarm(Duration time) {
            this.time = time;
        }

        /** Never anything but its failure. */
        <T> Mono<T> rings() {
            return Mono.create(listener -> {
                sink = listener;
                putOff();
                listener.onDispose(this::turnOff);
                set(time.toNanos());
            });
        }

        void putOff() {
            fromNanos = nanoTime.getAsLong();
        }

        private void set(long nanos) {
            Timeout next = wheel.newTimeout(this, nanos, TimeUnit.NANOSECONDS);
            place = next;
            if (isOff) {
                next.cancel();
            }
        }

        private void turnOff() {
            isOff = true;
            // The wheel keeps this until its next tick, and must not keep the request with it: at some thousand a
            // second a collection of garbage would have to copy them all.
            sink = null;
            Timeout last = place;
            if (last != null) {
                last.cancel();
            }
        }

        @Override
        public void run(Timeout unused) {
            long left = time.toNanos() - (nanoTime.getAsLong() - fromNanos);
            if (left > 0) {
                set(left);
                return;
            }
            MonoSink<?> listener = sink;
            if (listener != null) {
                // Not here: what follows may take longer than a tick.
                ringing.schedule(() -> ring(listener));
            }
        }

        private void ring(MonoSink<?> listener) {
            // It may have ended at the last moment.
            if (!isOff) {
                hasRung = true;
                listener.error(failure());
            }
        }

        private TimeoutException failure() {
            return new TimeoutException("nothing came within " + time);
        }
    }
}
