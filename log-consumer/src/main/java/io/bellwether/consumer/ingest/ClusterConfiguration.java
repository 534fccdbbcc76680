package io.bellwether.consumer.ingest;

import io.bellwether.consumer.ConsumerMetrics;
import io.bellwether.consumer.store.EventDecoder;
import io.bellwether.consumer.store.EventRow;
import io.bellwether.consumer.store.RowStore;
import io.bellwether.consumer.store.SampleDecoder;
import io.bellwether.consumer.store.SampleRow;
import io.bellwether.consumer.store.SampleTable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Wires the way of what the leader tells of the cluster: a group of its own, so that neither waits for the other. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "logs.cluster.enabled", matchIfMissing = true)
class ClusterConfiguration {

    private static final String GROUP = "log-consumer-cluster";

    @Bean
    IngestStart clusterStart(
            KafkaAdmin admin,
            IngestProperties ingest,
            ClusterProperties cluster,
            ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory,
            ClusterBatchListener listener) {
        // The topics themselves are the leader's to make, which knows how long they keep what: they are found once they
        // are
        // there.
        var dead = new NewTopic(cluster.deadLetterTopic(), 1, ingest.replicas())
                .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, IngestConfiguration.DEAD_LETTER_BYTES_MAX));
        ConcurrentMessageListenerContainer<byte[], byte[]> container =
                factory.createContainer(cluster.eventsTopic(), cluster.healthTopic());
        container.setBeanName("cluster");
        container.getContainerProperties().setGroupId(GROUP);
        container.setConcurrency(1);
        container.setupMessageListener(listener);
        return new IngestStart(admin, List.of(dead), container);
    }

    @Bean
    ClusterBatchListener clusterBatchListener(
            RowStore<EventRow> events,
            RowStore<SampleRow> samples,
            KafkaTemplate<byte[], byte[]> kafka,
            IngestProperties ingest,
            ClusterProperties cluster,
            MeterRegistry meters) {
        var tables = Map.of(
                cluster.eventsTopic(),
                new ClusterBatchListener.Table(
                        new BatchWriter<>(new EventDecoder(), events),
                        Counter.builder(ConsumerMetrics.EVENTS_STORED)
                                .description("Events of the cluster that Postgres has committed")
                                .register(meters)),
                cluster.healthTopic(),
                new ClusterBatchListener.Table(
                        new BatchWriter<>(new SampleDecoder(), samples),
                        Counter.builder(ConsumerMetrics.SAMPLES_STORED)
                                .description("Health samples of members that Postgres has committed")
                                .register(meters)));
        return new ClusterBatchListener(
                tables, new DeadLetters(kafka, cluster.deadLetterTopic(), ingest.deadLetterTimeout()), meters);
    }

    @Bean
    SampleCleaner sampleCleaner(SampleTable table, ClusterProperties cluster) {
        return new SampleCleaner(table, InstantSource.system(), cluster.healthRetention(), cluster.cleaningInterval());
    }
}
