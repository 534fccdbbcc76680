package io.bellwether.spring.lifecycle;

import io.bellwether.agent.transport.HostPort;
import io.bellwether.protocol.message.Rumour.Profile;
import io.bellwether.protocol.message.Rumour.Profile.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process tells all members of its service: name, address, and what the application adds. The ports are known
 * when the web server has started, before the agent does.
 */
public final class ServiceDescription {

    /** The name of the service. */
    public static final String SERVICE = "service";

    /** Where members reach it. */
    public static final String URL = "url";

    /** Where the rest of the world reaches it, if elsewhere. */
    public static final String PUBLIC_URL = "public-url";

    /** The port of the actuator, if it has one of its own. */
    public static final String MANAGEMENT_PORT = "management-port";

    /** Where Prometheus reaches its metrics, if it shows any. */
    public static final String METRICS_URL = "metrics-url";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceDescription.class);

    private final ServiceSettings settings;
    private volatile int port;
    private volatile int managementPort;

    /**
     * What is set.
     *
     * @param name The name of the service, empty for none.
     * @param url Where members reach it, empty to make one of the ports.
     * @param publicUrl Where the rest of the world does, empty for the same.
     * @param metricsUrl Where Prometheus reaches its metrics, empty to make one of the ports.
     * @param metricsPath Gives the path of the metrics once everything has started, empty where there are none.
     * @param host The address the web server listens on, empty where it listens on all.
     * @param isSecure Whether the web server speaks TLS.
     * @param metadata What the application adds.
     */
    public record ServiceSettings(
            String name,
            String url,
            String publicUrl,
            String metricsUrl,
            Supplier<String> metricsPath,
            String host,
            boolean isSecure,
            Map<String, String> metadata) {

        public ServiceSettings {
            metadata = new TreeMap<>(metadata);
        }
    }

    public ServiceDescription(ServiceSettings settings) {
        this.settings = settings;
    }

    /** The web server listens. */
    void listening(int onPort) {
        port = onPort;
    }

    /** The web server of the actuator listens, one of its own. */
    void managementListening(int onPort) {
        managementPort = onPort;
    }

    /** All entries, in order. Those of the application cannot replace ours. */
    List<Entry> entries(String agentAddress) {
        Map<String, String> entries = new LinkedHashMap<>();
        put(entries, SERVICE, settings.name());
        put(entries, URL, url(agentAddress));
        put(entries, PUBLIC_URL, settings.publicUrl());
        put(entries, MANAGEMENT_PORT, managementPort > 0 ? Integer.toString(managementPort) : "");
        put(entries, METRICS_URL, metricsUrl(agentAddress));
        settings.metadata().forEach(entries::putIfAbsent);
        List<Entry> list = new ArrayList<>(entries.size());
        entries.forEach((key, value) -> list.add(new Entry(key, value)));
        return list;
    }

    private static void put(Map<String, String> entries, String key, String value) {
        if (!value.isEmpty()) {
            entries.put(key, value);
        }
    }

    private String url(String agentAddress) {
        return !settings.url().isEmpty() || port <= 0
                ? settings.url()
                : tellable(
                        base(agentAddress, port),
                        "the URL of this service is longer than members can be told, so they will not find it; set cluster.service.url to a shorter one");
    }

    private String metricsUrl(String agentAddress) {
        String path = settings.metricsPath().get();
        int ofActuator = managementPort > 0 ? managementPort : port;
        return !settings.metricsUrl().isEmpty() || path.isEmpty() || ofActuator <= 0
                ? settings.metricsUrl()
                : tellable(
                        base(agentAddress, ofActuator) + path,
                        "the URL of the metrics of this service is longer than members can be told, so Prometheus will not find it; set cluster.service.metrics-url to a shorter one");
    }

    private String base(String agentAddress, int ofPort) {
        String host = settings.host().isEmpty() ? HostPort.parse(agentAddress).host() : settings.host();
        return "%s://%s".formatted(settings.isSecure() ? "https" : "http", new HostPort(host, ofPort));
    }

    private static String tellable(String url, String complaint) {
        if (url.length() <= Profile.VALUE_MAX) {
            return url;
        }
        LOG.atWarn()
                .addKeyValue("action", "service.url.too.long")
                .addKeyValue("url", url)
                .log(complaint);
        return "";
    }
}
