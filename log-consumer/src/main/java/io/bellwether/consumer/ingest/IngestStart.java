package io.bellwether.consumer.ingest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Prepares the topics and then starts to consume. It works beside the start of the service and keeps trying while Kafka
 * is away: queries about what is stored already need no Kafka.
 *
 * <p>A consumer that subscribes before the topic exists would find it only when its metadata expires, and a broker that
 * creates topics by itself would give it one partition.
 */
final class IngestStart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(IngestStart.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final KafkaAdmin admin;
    private final List<NewTopic> topics;
    private final MessageListenerContainer container;
    private final Object lifecycle = new Object();
    private CountDownLatch stopped = new CountDownLatch(0);

    IngestStart(KafkaAdmin admin, List<NewTopic> topics, MessageListenerContainer container) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.container = container;
    }

    @Override
    public void start() {
        synchronized (lifecycle) {
            if (stopped.getCount() == 0) {
                var stop = new CountDownLatch(1);
                stopped = stop;
                Thread.ofVirtual().name("ingest-start").start(() -> run(stop));
            }
        }
    }

    @Override
    public void stop() {
        synchronized (lifecycle) {
            stopped.countDown();
            container.stop();
        }
    }

    @Override
    public boolean isRunning() {
        synchronized (lifecycle) {
            return stopped.getCount() > 0;
        }
    }

    private void run(CountDownLatch stop) {
        var backOff = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        backOff.setMaxInterval(LONGEST_PAUSE.toMillis());
        BackOffExecution pauses = backOff.start();
        boolean told = false;
        try {
            do {
                try {
                    admin.createOrModifyTopics(topics.toArray(NewTopic[]::new));
                    consume(stop);
                    return;
                } catch (KafkaException e) {
                    if (!told) {
                        told = true;
                        LOG.atWarn()
                                .addKeyValue("cause", e.getMostSpecificCause().toString())
                                .log("topics cannot be prepared yet, Kafka does not answer; trying on");
                    }
                }
            } while (!stop.await(pauses.nextBackOff(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void consume(CountDownLatch stop) {
        synchronized (lifecycle) {
            if (stop.getCount() > 0) {
                container.start();
                LOG.info("topics are ready, consuming");
            }
        }
    }
}
