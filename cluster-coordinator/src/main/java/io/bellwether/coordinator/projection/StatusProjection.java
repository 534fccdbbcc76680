package io.bellwether.coordinator.projection;

import io.bellwether.coordinator.api.Status;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Replicated;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The answer of {@code GET /cluster/status} with the moment at which it was written, to a key that expires. */
final class StatusProjection implements Projection {

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Host host;
    private final Supplier<RedisKey> keys;
    private final Progress progress;
    private final JsonMapper json;
    private final CountDownLatch ended;
    private final StatusSchedule schedule = new StatusSchedule();
    private @Nullable RedisKey key;

    StatusProjection(Host host, Supplier<RedisKey> keys, Progress progress, JsonMapper json, CountDownLatch ended) {
        this.host = host;
        this.keys = keys;
        this.progress = progress;
        this.json = json;
        this.ended = ended;
    }

    @Override
    public String open() {
        RedisKey opened = keys.get();
        key = opened;
        return "key " + opened.name();
    }

    @Override
    public boolean round() throws InterruptedException {
        Replicated state = host.replicated();
        var standing = new StatusSchedule.Standing(
                host.role().term(),
                state.view().epoch(),
                state.view().version(),
                state.protection().isOn());
        long nowNanos = System.nanoTime();
        if (key == null) {
            return false;
        }
        if (schedule.isDue(standing, nowNanos)) {
            write(key, state);
            schedule.wrote(standing, nowNanos);
        }
        return !ended.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void write(RedisKey to, Replicated state) {
        Status status = Status.of(host, state);
        ObjectNode told = json.valueToTree(status);
        told.put("writtenAt", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        if (to.write(status.term(), json.writeValueAsString(told))) {
            progress.wrote(1);
        } else {
            // A later leader has written; this one does not know yet.
            progress.dropped(1);
        }
    }

    @Override
    public void close() {
        if (key != null) {
            key.close();
        }
    }
}
