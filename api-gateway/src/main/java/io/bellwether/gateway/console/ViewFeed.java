package io.bellwether.gateway.console;

import io.bellwether.agent.view.ClusterView;
import io.bellwether.gateway.redis.SharedRedis;
import io.bellwether.spring.picture.Painter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The view of this gateway as a sequence of frames: at once when something changes, several changes within a fifth of
 * a second as one, and every second in any case, so that "as of" is never a guess. One thread paints; readers take
 * the latest frame when they are ready for one, and nothing is kept for them.
 */
@Component
final class ViewFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);
    private static final Duration GATHERING = Duration.ofMillis(200);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final String REQUESTS = "spring.cloud.gateway.requests";
    private static final String STATUS = "http_status_code";

    /** What comes after its end is no news to anybody. */
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(
            1,
            work -> Thread.ofPlatform().daemon().name("console-view").unstarted(work),
            new ThreadPoolExecutor.DiscardPolicy());

    private final AtomicBoolean asked = new AtomicBoolean();
    private final Sinks.Many<Frame> frames = Sinks.many().replay().latest();
    private final @Nullable ClusterView view;
    private final SharedRedis redis;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Painter painter = new Painter();
    private final Traffic traffic = new Traffic();
    private ClusterView.@Nullable Registration registration;
    private volatile @Nullable Frame latest;
    private long number;
    private long changeToldNanos;

    ViewFeed(ObjectProvider<ClusterView> view, SharedRedis redis, MeterRegistry meters) {
        this.view = view.getIfAvailable();
        this.redis = redis;
        this.meters = meters;
        this.clock = Clock.systemUTC();
        this.changeToldNanos = System.nanoTime() - GATHERING.toNanos();
        if (this.view != null) {
            var unused = thread.scheduleAtFixedRate(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
            registration = this.view.listen((before, now) -> ask());
        }
    }

    /** The newest frame; none where this process is no part of a cluster. */
    Optional<Frame> latest() {
        return Optional.ofNullable(latest);
    }

    /** The newest frame and those that follow; a reader that is late gets the newest only. Ends when the gateway does. */
    Flux<Frame> frames() {
        return frames.asFlux().onBackpressureLatest();
    }

    private void ask() {
        if (!asked.compareAndSet(false, true)) {
            return;
        }
        thread.execute(() -> {
            long waitNanos = changeToldNanos + GATHERING.toNanos() - System.nanoTime();
            var unused = thread.schedule(this::tellChange, Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
        });
    }

    private void tellChange() {
        asked.set(false);
        changeToldNanos = System.nanoTime();
        tell();
    }

    private void beat() {
        long count = 0;
        long failed = 0;
        for (Timer timer : meters.find(REQUESTS).timers()) {
            String status = timer.getId().getTag(STATUS);
            count += timer.count();
            failed += status != null && status.startsWith("5") ? timer.count() : 0;
        }
        traffic.sample(count, failed, System.nanoTime());
        tell();
    }

    /** A failure is told and the next beat tries again: an exception would end the beats without a word. */
    private void tell() {
        try {
            if (view != null) {
                var picture = painter.paint(view.now(), clock.instant(), System.nanoTime());
                var frame = new Frame(++number, clock.instant(), picture, traffic.rate(), redis.standing());
                latest = frame;
                frames.tryEmitNext(frame);
            }
        } catch (RuntimeException e) {
            LOG.error("the view could not be painted; the next one is tried in a second", e);
        }
    }

    /** Streams never end by themselves: without this, stopping would wait for them as for any other request. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        if (registration != null) {
            registration.close();
        }
        thread.execute(frames::tryEmitComplete);
        thread.shutdown();
    }
}
