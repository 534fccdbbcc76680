package io.bellwether.consumer.ingest;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Lets the service call itself ready only once Kafka has given it its partitions: whoever waited for a ready consumer
 * may post a record and look for it. Not for ever, since queries need no Kafka.
 */
final class FirstAssignment implements ConsumerAwareRebalanceListener, ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAssignment.class);

    private final Duration limit;
    private final CountDownLatch assigned = new CountDownLatch(1);

    FirstAssignment(Duration limit) {
        this.limit = limit;
    }

    /** With none too, where others of the group hold them all. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned.countDown();
    }

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        if (!assigned.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.atWarn()
                    .addKeyValue("waited", limit)
                    .log("no partitions from Kafka yet: queries are answered, new records wait in Kafka; trying on");
        }
    }
}
