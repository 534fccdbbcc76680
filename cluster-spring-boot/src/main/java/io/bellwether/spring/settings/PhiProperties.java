package io.bellwether.spring.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The short name that people know from other detectors.
 *
 * @param threshold Another name of cluster.failure.phi-threshold, which wins where both are set.
 */
@ConfigurationProperties("phi")
public record PhiProperties(@Nullable Double threshold) {}
