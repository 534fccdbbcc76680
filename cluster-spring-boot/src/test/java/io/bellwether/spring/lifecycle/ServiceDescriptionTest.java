package io.bellwether.spring.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.message.Rumour.Profile.Entry;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

final class ServiceDescriptionTest {

    private static ServiceDescription described(String url, String host, boolean isSecure) {
        return measured(url, host, isSecure, "", "");
    }

    private static ServiceDescription measured(
            String url, String host, boolean isSecure, String metricsUrl, String metricsPath) {
        return new ServiceDescription(new ServiceDescription.ServiceSettings(
                "orders", url, "", metricsUrl, () -> metricsPath, host, isSecure, new TreeMap<>()));
    }

    @Test
    void whoShowsMetricsSaysWhere() {
        ServiceDescription description = measured("http://front:80", "", false, "", "/actuator/prometheus");
        description.listening(8080);
        assertThat(description.entries("host-3:7800"))
                .contains(new Entry("metrics-url", "http://host-3:8080/actuator/prometheus"));
        description.managementListening(9000);
        assertThat(description.entries("host-3:7800"))
                .contains(new Entry("metrics-url", "http://host-3:9000/actuator/prometheus"));
    }

    @Test
    void whereMetricsAreReachedElsewhereThatIsTold() {
        ServiceDescription description = measured("", "", false, "http://a1b2:8080/metrics", "/actuator/prometheus");
        description.listening(8080);
        assertThat(description.entries("host-3:7800")).contains(new Entry("metrics-url", "http://a1b2:8080/metrics"));
    }

    @Test
    void aMetricsUrlThatNoMemberCanBeToldIsLeftOut() {
        ServiceDescription description = measured("http://front:80", "a".repeat(80), false, "", "/actuator/prometheus");
        description.listening(8080);
        assertThat(description.entries("host-3:7800"))
                .containsExactly(new Entry("service", "orders"), new Entry("url", "http://front:80"));
    }

    @Test
    void thePathOfTheMetricsIsThatOfSpringBoot() {
        MockEnvironment environment = new MockEnvironment();
        WebSettings web = new WebSettings(environment);
        assertThat(web.metricsPath()).isEqualTo("/actuator/prometheus");
        environment.setProperty("management.endpoints.web.base-path", "/");
        environment.setProperty("management.endpoints.web.path-mapping.prometheus", "metrics");
        assertThat(web.metricsPath()).isEqualTo("/metrics");
    }

    @Test
    void whereNothingServesOnlyTheNameIsTold() {
        assertThat(described("", "", false).entries("10.0.0.1:7800")).containsExactly(new Entry("service", "orders"));
    }

    @Test
    void aServerOnAllAddressesIsReachedWhereTheAgentIs() {
        ServiceDescription description = described("", "", false);
        description.listening(8080);
        assertThat(description.entries("[fd00::7]:7800")).contains(new Entry("url", "http://[fd00::7]:8080"));
        assertThat(description.entries("host-3:7800")).contains(new Entry("url", "http://host-3:8080"));
    }

    @Test
    void aServerOnOneAddressIsReachedThere() {
        ServiceDescription description = described("", "10.0.0.9", true);
        description.listening(8443);
        assertThat(description.entries("host-3:7800")).contains(new Entry("url", "https://10.0.0.9:8443"));
    }

    @Test
    void anAddressThatNoMemberCanBeToldIsLeftOut() {
        ServiceDescription description = described("", "a".repeat(90), false);
        description.listening(8080);
        assertThat(description.entries("host-3:7800")).containsExactly(new Entry("service", "orders"));
    }

    @Test
    void whatIsSetCountsMoreThanWhatIsFound() {
        ServiceDescription description = described("http://front:80", "", false);
        description.listening(8080);
        description.managementListening(9000);
        assertThat(description.entries("host-3:7800"))
                .containsExactly(
                        new Entry("service", "orders"),
                        new Entry("url", "http://front:80"),
                        new Entry("management-port", "9000"));
    }

    @Test
    void theWebServersSettingsAreThoseOfSpringBoot() {
        MockEnvironment environment = new MockEnvironment();
        WebSettings web = new WebSettings(environment);
        assertThat(web.host()).isEmpty();
        assertThat(web.isSecure()).isFalse();
        assertThat(web.actuatorPath()).isEqualTo("/actuator");
        environment.setProperty("server.address", "0.0.0.0");
        assertThat(web.host()).isEmpty();
        environment.setProperty("server.address", "10.0.0.9");
        assertThat(web.host()).isEqualTo("10.0.0.9");
        environment.setProperty("server.ssl.bundle", "web");
        assertThat(web.isSecure()).isTrue();
        environment.setProperty("server.ssl.enabled", "false");
        assertThat(web.isSecure()).isFalse();
    }
}
