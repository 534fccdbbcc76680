package io.bellwether.spring.lifecycle;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** What the settings of Spring Boot say of the web server. */
public record WebSettings(Environment environment) {

    private static final List<String> EVERYWHERE = List.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    /** The address it listens on, empty where it listens on all. */
    public String host() {
        String address = environment.getProperty("server.address", "").strip();
        return EVERYWHERE.contains(address) ? "" : address;
    }

    /** Whether it speaks TLS. */
    public boolean isSecure() {
        boolean configured = Stream.of("server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate")
                .anyMatch(environment::containsProperty);
        return configured && environment.getProperty("server.ssl.enabled", Boolean.class, true);
    }

    /** Under which path the actuator is. */
    public String actuatorPath() {
        return environment.getProperty("management.endpoints.web.base-path", "/actuator");
    }

    /** Under which path the actuator shows metrics to Prometheus. */
    public String metricsPath() {
        String endpoint = environment.getProperty("management.endpoints.web.path-mapping.prometheus", "prometheus");
        String base = actuatorPath();
        return (base.endsWith("/") ? base : base + "/") + endpoint;
    }
}
