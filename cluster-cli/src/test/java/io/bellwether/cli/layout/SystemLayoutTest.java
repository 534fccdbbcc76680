package io.bellwether.cli.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.process.ProcessRecord;
import io.bellwether.devservices.process.ProcessRecords;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLayoutTest {

    @TempDir
    Path folder;

    @Test
    void theDocumentedPortsAreUsed() {
        var layout = layout(Map.of());
        assertThat(layout.nodes())
                .extracting(Node::name)
                .doesNotHaveDuplicates()
                .hasSize(9);
        assertThat(layout.find("api-gateway").ports()).containsExactly(8080);
        assertThat(layout.find("coordinator-1").ports()).containsExactly(8081, 9800);
        assertThat(layout.find("log-producer").ports()).containsExactly(8082);
        assertThat(layout.find("log-consumer").ports()).containsExactly(8083);
        assertThat(layout.find("coordinator-2").ports()).containsExactly(8084, 9801);
        assertThat(layout.find("coordinator-3").ports()).containsExactly(8085, 9802);
        assertThat(layout.find("postgres").ports()).containsExactly(5432);
        assertThat(layout.find("redis").ports()).containsExactly(6379);
        assertThat(layout.find("kafka").ports().getFirst()).isEqualTo(9092);
    }

    @Test
    void noTwoInstancesShareAPortAtTheLargestScale() {
        var layout = layout(Map.of("log-producer", SystemLayout.SCALE_MAX, "log-consumer", SystemLayout.SCALE_MAX));
        var ports = new HashSet<Integer>();
        layout.nodes()
                .forEach(node -> node.ports()
                        .forEach(port -> assertThat(ports.add(port))
                                .as("%s on %d", node.name(), port)
                                .isTrue()));
    }

    @Test
    void chosenPortsAreKept() {
        var home = new Home(folder);
        var first = SystemLayout.of(home, folder, Map.of(), true);
        var later = SystemLayout.of(home, folder, Map.of(), false);

        assertThat(later.address("api-gateway-1"))
                .isEqualTo(first.address("api-gateway-1"))
                .isNotEqualTo("127.0.0.1:8080");
    }

    @Test
    void aServiceOfSeveralInstancesHasToBeNamedExactly() {
        var layout = layout(Map.of("log-producer", 2));
        assertThat(layout.find("log-producer-2").name()).isEqualTo("log-producer-2");
        assertThatThrownBy(() -> layout.find("log-producer"))
                .isInstanceOf(StartProblem.class)
                .hasMessage("'log-producer' has several instances; it has: log-producer-1, log-producer-2");
    }

    @Test
    void onlyWhatCanBeScaledIsScaled() {
        assertThatThrownBy(() -> layout(Map.of("kafka", 3)))
                .isInstanceOf(StartProblem.class)
                .hasMessage("'kafka' cannot be scaled; these can: log-producer, log-consumer");
        assertThatThrownBy(() -> layout(Map.of("log-producer", 0)))
                .isInstanceOf(StartProblem.class)
                .hasMessage("log-producer can have 1 to 20 instances, not 0");
    }

    @Test
    void instancesThatRunAreKeptUnlessFewerAreAskedFor() {
        var home = new Home(folder);
        new ProcessRecords(home)
                .write(new ProcessRecord("log-producer-3", 1, Instant.EPOCH, "", 8282, folder.resolve("x.log")));

        assertThat(layout(Map.of()).node("log-producer-3")).isPresent();
        assertThat(layout(Map.of("log-producer", 1)).surplus())
                .extracting(Node::name)
                .containsExactly("log-producer-3");
    }

    private SystemLayout layout(Map<String, Integer> scale) {
        return SystemLayout.of(new Home(folder), folder, scale, false);
    }
}
