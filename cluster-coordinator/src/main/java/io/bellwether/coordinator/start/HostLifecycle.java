package io.bellwether.coordinator.start;

import io.bellwether.coordinator.host.Host;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the coordinator once the web server listens, since its own node asks over HTTP to be let in, and stops it while
 * the web server still does: its good-bye may have to go through itself.
 */
final class HostLifecycle implements SmartLifecycle {

    private static final String METRICS_PATH = "/actuator/prometheus";

    private final Host host;
    private final CoordinatorProperties.Service service;
    private final ApplicationContext context;
    private volatile boolean running;

    HostLifecycle(Host host, CoordinatorProperties.Service service, ApplicationContext context) {
        this.host = host;
        this.service = service;
        this.context = context;
    }

    @Override
    public void start() {
        running = true;
        host.start();
        host.agent().whenAddressChanges(this::tellWhereItServes);
        tellWhereItServes(host.agent().advertisedAddress());
    }

    private void tellWhereItServes(String advertised) {
        String url = service.url().isEmpty() ? urlAt(advertised) : service.url();
        host.servesAt(
                url,
                service.publicUrl().isEmpty() ? url : service.publicUrl(),
                service.metricsUrl().isEmpty() ? url + METRICS_PATH : service.metricsUrl());
    }

    private String urlAt(String advertised) {
        String name = advertised.substring(0, advertised.lastIndexOf(':'));
        int port = context instanceof WebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : 0;
        return "http://%s:%d".formatted(name, port);
    }

    @Override
    public void stop() {
        host.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
