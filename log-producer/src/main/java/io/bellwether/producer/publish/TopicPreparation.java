package io.bellwether.producer.publish;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Sees to it that the topic exists with our settings before the first record is sent: a broker that creates topics by
 * itself would give it one partition.
 *
 * <p>It works beside the start, not in it, and keeps trying while Kafka is away.
 */
final class TopicPreparation implements InitializingBean, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(TopicPreparation.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final KafkaAdmin admin;
    private final NewTopic topic;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    TopicPreparation(KafkaAdmin admin, NewTopic topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /** Waits until the topic is there; returns whether it is. */
    boolean awaitReady(Duration timeout) throws InterruptedException {
        return ready.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void afterPropertiesSet() {
        Thread.ofVirtual().name("topic-preparation").start(this::prepare);
    }

    @Override
    public void destroy() {
        stopped.countDown();
    }

    private void prepare() {
        var backOff = new ExponentialBackOff(FIRST_PAUSE.toMillis(), 2);
        backOff.setMaxInterval(LONGEST_PAUSE.toMillis());
        BackOffExecution pauses = backOff.start();
        boolean told = false;
        try {
            do {
                try {
                    admin.createOrModifyTopics(topic);
                    LOG.atInfo().addKeyValue("topic", topic.name()).log("topic is ready");
                    ready.countDown();
                    return;
                } catch (KafkaException e) {
                    if (!told) {
                        told = true;
                        LOG.atWarn()
                                .addKeyValue("topic", topic.name())
                                .addKeyValue("cause", e.getMostSpecificCause().toString())
                                .log("topic cannot be prepared yet, Kafka does not answer; trying on");
                    }
                }
            } while (!stopped.await(pauses.nextBackOff(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
