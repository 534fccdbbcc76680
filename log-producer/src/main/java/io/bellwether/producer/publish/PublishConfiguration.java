package io.bellwether.producer.publish;

import io.bellwether.producer.ProducerMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;

/** Wires the way to Kafka. */
@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    @Bean
    TopicPreparation topicPreparation(
            KafkaAdmin admin, KafkaTemplate<String, byte[]> kafka, PublishProperties properties) {
        // Not a bean: KafkaAdmin would create it inside the start and hold that up while Kafka is away.
        var topic = new NewTopic(properties.topic(), properties.partitions(), properties.replicas());
        return new TopicPreparation(admin, kafka, topic);
    }

    @Bean
    LogPublisher logPublisher(
            KafkaTemplate<String, byte[]> kafka,
            TopicPreparation topic,
            PublishProperties properties,
            NodeProperties node,
            MeterRegistry meters) {
        Counter produced = Counter.builder(ProducerMetrics.PRODUCED)
                .description("Records that Kafka has acknowledged")
                .register(meters);
        return new LogPublisher(
                kafka, topic, new RecordWriter(properties.topic(), node), properties.timeout(), produced);
    }
}
