package io.bellwether.consumer.ingest;

import io.bellwether.consumer.store.LogRow;
import io.bellwether.consumer.store.RowDecoder;
import io.bellwether.consumer.store.RowStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/** Wires the way from Kafka to the store. */
@Configuration(proxyBeanMethods = false)
class IngestConfiguration {

    // Room for a record of the largest size a broker takes by default, and for the headers we add to it.
    static final String DEAD_LETTER_BYTES_MAX = "2097152";

    @Bean
    IngestStart ingestStart(
            KafkaAdmin admin,
            IngestProperties properties,
            ConcurrentMessageListenerContainer<byte[], byte[]> logContainer) {
        var logs = new NewTopic(properties.topic(), properties.partitions(), properties.replicas());
        var dead = new NewTopic(properties.deadLetterTopic(), properties.partitions(), properties.replicas())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEAD_LETTER_BYTES_MAX));
        return new IngestStart(admin, List.of(logs, dead), logContainer);
    }

    @Bean
    ConcurrentMessageListenerContainer<byte[], byte[]> logContainer(
            ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory,
            IngestProperties properties,
            LogBatchListener listener,
            FirstAssignment firstAssignment) {
        ConcurrentMessageListenerContainer<byte[], byte[]> container = factory.createContainer(properties.topic());
        container.setupMessageListener(listener);
        container.getContainerProperties().setConsumerRebalanceListener(firstAssignment);
        // Started by IngestStart.
        container.setAutoStartup(false);
        return container;
    }

    @Bean
    FirstAssignment firstAssignment(IngestProperties properties) {
        return new FirstAssignment(properties.readinessLimit());
    }

    @Bean
    LogBatchListener logBatchListener(
            RowDecoder decoder,
            RowStore<LogRow> store,
            KafkaTemplate<byte[], byte[]> kafka,
            IngestProperties properties,
            MeterRegistry meters) {
        var deadLetters = new DeadLetters(kafka, properties.deadLetterTopic(), properties.deadLetterTimeout());
        return new LogBatchListener(new BatchWriter<>(decoder, store), deadLetters, InstantSource.system(), meters);
    }

    /**
     * Keeps a batch that could not be stored and tries it again for ever, the consumer paused and still in its group.
     * What is wrong with single records is settled before it comes to this, so what arrives here is an outage.
     */
    @Bean
    CommonErrorHandler outageHandler(IngestProperties properties) {
        var backOff = new ExponentialBackOff(100, 2);
        backOff.setMaxInterval(properties.retryPauseMax().toMillis());
        var handler = new DefaultErrorHandler(backOff);
        // Some exceptions count as hopeless by default, and their batch would be skipped: nothing is skipped here.
        handler.setClassifications(Map.of(), true);
        handler.setRetryListeners(new OutageLog());
        return handler;
    }
}
