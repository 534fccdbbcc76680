package io.bellwether.consumer.ingest;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/** Tells once that a batch waits, not at every try. */
final class OutageLog implements RetryListener {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> single, @Nullable Exception e, int attempt) {
        tell(1, e, attempt);
    }

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> batch, Exception e, int attempt) {
        tell(batch.count(), e, attempt);
    }

    private static void tell(int records, @Nullable Exception e, int attempt) {
        if (attempt == 1) {
            LOG.atWarn()
                    .addKeyValue("action", "ingest.waiting")
                    .addKeyValue("records", records)
                    .addKeyValue("cause", root(e))
                    .log("batch cannot be stored now; trying on until it can");
        }
    }

    private static String root(@Nullable Throwable e) {
        Throwable cause = e;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause);
    }
}
