package io.bellwether.coordinator.projection;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The samples that wait, to a topic. A batch that was not acknowledged is sent again: whoever stores it does so once. */
final class HealthProjection implements Projection {

    static final int BATCH_MAX = 500;

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final HealthQueue queue;
    private final Supplier<Topic> topics;
    private final Progress progress;
    private final JsonMapper json;
    private @Nullable Topic topic;

    HealthProjection(HealthQueue queue, Supplier<Topic> topics, Progress progress, JsonMapper json) {
        this.queue = queue;
        this.topics = topics;
        this.progress = progress;
        this.json = json;
    }

    @Override
    public String open() {
        topic = topics.get();
        return "%d samples that waited".formatted(queue.size());
    }

    @Override
    public boolean round() throws InterruptedException {
        if (topic == null) {
            return false;
        }
        HealthQueue.Batch batch = queue.await(BATCH_MAX, PATIENCE);
        if (!batch.samples().isEmpty()) {
            topic.write(batch.samples().stream().map(this::entry).toList());
            queue.written(batch);
            progress.wrote(batch.samples().size());
        }
        return true;
    }

    private Topic.Entry entry(HealthSample sample) {
        return new Topic.Entry(null, sample.node(), json.writeValueAsString(sample));
    }

    @Override
    public void close() {
        if (topic != null) {
            topic.close();
        }
    }
}
