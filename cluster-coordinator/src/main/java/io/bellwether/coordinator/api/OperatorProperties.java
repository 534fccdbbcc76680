package io.bellwether.coordinator.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may change something over HTTP.
 *
 * @param tokenFile File that holds the operator token, readable by its owner only. Without it nothing can be changed over
 *     HTTP, and a coordinator that listens beyond this machine does not start.
 */
@ConfigurationProperties("cluster.operator")
record OperatorProperties(@Nullable Path tokenFile) {}
