package io.bellwether.coordinator.api;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Puts the operator's guard before everything else, or refuses to start where there is nothing to guard with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperatorProperties.class)
class OperatorConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorConfiguration.class);
    private static final String REMEDY =
            "Put a token into a file that only its owner may read (`openssl rand -hex 32`), and name the file by"
                    + " cluster.operator.token-file.";

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    OperatorGuard operatorGuard(OperatorProperties operator, ServerProperties server) {
        return new OperatorGuard(token(operator.tokenFile(), server.getAddress()));
    }

    private static @Nullable OperatorToken token(@Nullable Path file, @Nullable InetAddress address) {
        if (file == null) {
            if (address == null || !address.isLoopbackAddress()) {
                throw new UnguardedException(
                        "This coordinator would listen beyond this machine (server.address %s) without an operator token."
                                .formatted(address == null ? "is not set" : address.getHostAddress()),
                        REMEDY + " Or set server.address to 127.0.0.1.",
                        null);
            }
            LOG.atWarn()
                    .addKeyValue("action", "operator.token.unset")
                    .log("nothing can be changed over HTTP: cluster.operator.token-file is not set");
            return null;
        }
        try {
            OperatorToken token = OperatorToken.read(file);
            if (OperatorToken.isOpenToOthers(file)) {
                LOG.atWarn()
                        .addKeyValue("action", "operator.token.open")
                        .addKeyValue("file", file)
                        .log("everybody on this machine may read the operator token; chmod 600 ends that");
            }
            return token;
        } catch (IOException e) {
            throw new UnguardedException(
                    "The operator token cannot be read from %s (cluster.operator.token-file): %s".formatted(file, e),
                    REMEDY,
                    e);
        } catch (IllegalArgumentException e) {
            throw new UnguardedException(
                    "%s (cluster.operator.token-file) holds no operator token: %s".formatted(file, e.getMessage()),
                    REMEDY,
                    null);
        }
    }
}
