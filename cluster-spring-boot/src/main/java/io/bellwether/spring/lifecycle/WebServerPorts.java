package io.bellwether.spring.lifecycle;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** Notes the ports of the web servers of this process. */
public final class WebServerPorts implements ApplicationListener<WebServerInitializedEvent> {

    private static final String MANAGEMENT = "management";

    private final ServiceDescription description;

    public WebServerPorts(ServiceDescription description) {
        this.description = description;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        int port = event.getWebServer().getPort();
        if (MANAGEMENT.equals(event.getApplicationContext().getServerNamespace())) {
            description.managementListening(port);
        } else {
            description.listening(port);
        }
    }
}
