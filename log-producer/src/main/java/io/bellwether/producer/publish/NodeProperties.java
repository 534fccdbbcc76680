package io.bellwether.producer.publish;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who this process is; it travels with every record.
 *
 * @param id Name of this process, unique in the cluster.
 * @param zone Where it runs, if zones are told apart.
 */
@Validated
@ConfigurationProperties("cluster.node")
public record NodeProperties(
        @DefaultValue("log-producer-1") @Size(min = 1, max = 200)
        String id,

        @Nullable @Size(min = 1, max = 200) String zone) {}
