package io.bellwether.coordinator.projection;

import io.bellwether.agent.worker.Workers;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.journal.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.json.JsonMapper;

/**
 * The copies that this coordinator makes while it leads. Their threads begin once the coordinator is ready, are daemons, and
 * nobody waits for them to end.
 */
public final class Projections {

    private static final Duration BARRIER = Duration.ofSeconds(5);
    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(15);

    private final Host host;
    private final Journal journal;
    private final ProjectionProperties properties;
    private final JsonMapper json;
    private final Leadership leadership;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Progress> progress = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Projections(Host host, Journal journal, ProjectionProperties properties, JsonMapper json) {
        this.host = host;
        this.journal = journal;
        this.properties = properties;
        this.json = json;
        this.leadership = new Leadership(host::role, host::hasQuorum);
        if (properties.kafka().isOn()) {
            prepareEvents();
            prepareHealth();
        }
        if (properties.redis().isOn()) {
            prepareStatus();
        }
    }

    private void prepareEvents() {
        var kafka = properties.kafka();
        var shape = new KafkaTopic.Shape(
                kafka.servers(), client("events"), kafka.eventsTopic(), 1, kafka.replicas(), kafka.eventsRetention());
        var reached = new Reached(journal);
        var own = progress(Target.EVENTS, reached::lag);
        prepare(
                own,
                () -> new EventProjection(journal, this::catchUp, () -> KafkaTopic.open(shape), reached, own, json));
    }

    private void prepareHealth() {
        var kafka = properties.kafka();
        var shape = new KafkaTopic.Shape(
                kafka.servers(),
                client("health"),
                kafka.healthTopic(),
                kafka.healthPartitions(),
                kafka.replicas(),
                kafka.healthRetention());
        var queue = new HealthQueue(kafka.samplesMax());
        var own = progress(Target.HEALTH, queue::size);
        var schedule = new SampleSchedule(kafka.sampleInterval(), HealthSampler.LOOK);
        thread("samples", new HealthSampler(host, leadership, queue, own, schedule, ended));
        prepare(own, () -> new HealthProjection(queue, () -> KafkaTopic.open(shape), own, json));
    }

    private void prepareStatus() {
        var redis = properties.redis();
        var address = new RedisKey.Address(redis.host(), redis.port(), redis.user(), redis.passwordFile());
        var own = progress(Target.STATUS, () -> 0);
        prepare(
                own,
                () -> new StatusProjection(
                        host, () -> RedisKey.open(redis.key(), TIME_TO_LIVE, address), own, json, ended));
    }

    private String client(String what) {
        return "%s-%s".formatted(host.self(), what);
    }

    private Progress progress(Target target, DoubleSupplier lag) {
        var made = new Progress(target, lag);
        progress.add(made);
        return made;
    }

    private void prepare(Progress own, Supplier<Projection> made) {
        var worker = new ProjectionWorker(own, leadership, made, new Backoff(new SplittableRandom()), ended);
        thread(own.target().code(), worker);
    }

    private void thread(String name, Runnable work) {
        threads.add(Workers.daemon(work, "projection-" + name));
    }

    /** Waits, on a worker's thread, until all that is committed by now has been applied here. */
    private void catchUp() throws InterruptedException {
        try {
            host.consensus().barrier().get(BARRIER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProjectionException("the agreed log does not answer", e);
        }
    }

    /** Everything is there by now, and whoever waits for this coordinator waits no longer. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        threads.stream().filter(thread -> thread.getState() == Thread.State.NEW).forEach(Thread::start);
    }

    /** Has the threads end, and waits for none: one may hang in a back end that is away. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        ended.countDown();
        threads.forEach(Thread::interrupt);
    }

    /** How each copy gets on; none where nothing is configured. */
    public List<Progress> progress() {
        return List.copyOf(progress);
    }

    /** Whether it is this coordinator that writes. */
    public boolean isWriting() {
        return leadership.term().isPresent();
    }
}
