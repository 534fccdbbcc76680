package io.bellwether.producer.backlog;

import io.bellwether.producer.ProducerMetrics;
import io.bellwether.producer.publish.PublishProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Wires the measurement of what waits. */
@Configuration(proxyBeanMethods = false)
class BacklogConfiguration {

    @Bean
    BacklogWatch backlogWatch(KafkaAdmin admin, PublishProperties publish, BacklogProperties properties) {
        return new BacklogWatch(
                () -> new KafkaBacklog(
                        admin.getConfigurationProperties(),
                        publish.topic(),
                        properties.group(),
                        InstantSource.system()),
                properties.interval(),
                System::nanoTime);
    }

    @Bean
    MeterBinder backlogMeters(BacklogWatch watch) {
        return registry -> {
            Gauge.builder(ProducerMetrics.BACKLOG_RECORDS, watch, known(Backlog::records))
                    .description("Records in Kafka that the consumer has not stored; no number while it is not known")
                    .register(registry);
            Gauge.builder(
                            ProducerMetrics.BACKLOG,
                            watch,
                            known(backlog -> backlog.oldest().toMillis() / 1000.0))
                    .description("How long the oldest record that the consumer has not stored has been in Kafka")
                    .baseUnit("seconds")
                    .register(registry);
        };
    }

    private static ToDoubleFunction<BacklogWatch> known(ToDoubleFunction<Backlog> number) {
        return watch -> {
            Backlog now = watch.sight().now();
            return now == null ? Double.NaN : number.applyAsDouble(now);
        };
    }
}
