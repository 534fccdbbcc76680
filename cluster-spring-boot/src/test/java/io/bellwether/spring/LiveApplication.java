package io.bellwether.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A small application with a real web server on loopback, as a user of the starter would write it. */
public final class LiveApplication implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final AtomicInteger port = new AtomicInteger();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final List<String> settings = new ArrayList<>(List.of(
            "server.port=0",
            "server.address=127.0.0.1",
            "server.shutdown=graceful",
            "spring.application.name=orders",
            "spring.main.banner-mode=off",
            "spring.jmx.enabled=false",
            "logging.level.root=warn",
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.health.show-details=always",
            "cluster.node.id=orders-1",
            "cluster.profile=fast",
            "cluster.health.interval=100ms",
            "cluster.health.timeout=500ms",
            "cluster.health.exclude=diskSpace"));
    private ConfigurableApplicationContext context;

    /** Starts it with these settings beside those that all tests share. */
    @SuppressWarnings("this-escape")
    public LiveApplication(String... more) {
        settings.addAll(List.of(more));
        ApplicationListener<WebServerInitializedEvent> ports =
                event -> port.set(event.getWebServer().getPort());
        ApplicationListener<HeartbeatEvent> beats = event -> heartbeats.incrementAndGet();
        context = new SpringApplicationBuilder(Application.class)
                .properties(settings.toArray(String[]::new))
                .listeners(ports, beats)
                .run();
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return port.get();
    }

    public int heartbeats() {
        return heartbeats.get();
    }

    public HttpResponse<String> get(String path) {
        return get(http, port.get(), path);
    }

    /** Asks whatever listens on this port. */
    public static HttpResponse<String> get(HttpClient http, int port, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(3))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** What a back end is said to be. */
    public static final class BackEnd implements HealthIndicator {

        private volatile Status status = Status.UP;

        public void is(Status now) {
            status = now;
        }

        @Override
        public Health health() {
            return Health.status(status).build();
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        BackEnd dbHealthIndicator() {
            return new BackEnd();
        }

        @Bean
        Controller controller() {
            return new Controller();
        }
    }

    @RestController
    static class Controller {

        @GetMapping("/hello")
        String hello() {
            return "hello";
        }

        @GetMapping("/boom")
        ResponseEntity<String> boom() {
            return ResponseEntity.internalServerError().body("boom");
        }

        @GetMapping("/later")
        ResponseEntity<String> later() {
            return ResponseEntity.status(503).header("Retry-After", "1").body("later");
        }
    }
}
