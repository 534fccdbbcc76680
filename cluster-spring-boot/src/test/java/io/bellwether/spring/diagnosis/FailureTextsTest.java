package io.bellwether.spring.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.spring.autoconfigure.ClusterAutoConfiguration;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What a person reads who has set something wrong: the analysis that Boot would print. */
final class FailureTextsTest {

    private static FailureAnalysis analysis(String... settings) {
        AtomicReference<FailureAnalysis> found = new AtomicReference<>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ClusterAutoConfiguration.class))
                .withPropertyValues("cluster.node.id=orders-1", "cluster.coordinators=http://127.0.0.1:1")
                .withPropertyValues(settings)
                .run(context -> found.set(firstAnalysis(Objects.requireNonNull(context.getStartupFailure()))));
        return Objects.requireNonNull(found.get());
    }

    /** As Boot does: all analyzers that can be made without a context, in their order, and the first that knows. */
    private static FailureAnalysis firstAnalysis(Throwable failure) {
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        SpringFactoriesLoader.FailureHandler.handleMessage((message, cause) -> {}));
        // Which library comes first on the class path is nobody's choice: ours must be first by its order.
        List<FailureAnalyzer> ordered = new ArrayList<>(analyzers.reversed());
        AnnotationAwareOrderComparator.sort(ordered);
        return ordered.stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatIsMissingIsNamedWithAnExample() {
        FailureAnalysis analysis = analysis("cluster.node.id=", "cluster.coordinators=");
        assertThat(analysis.getDescription().lines().toList())
                .containsExactly(
                        "The settings of the cluster are wrong:",
                        "",
                        "- cluster.node.id is not set: it names this process in the cluster and must be its own, so it cannot be guessed; set it, for example cluster.node.id=orders-1, or ${spring.application.name}-${HOSTNAME} where every instance has a host name of its own",
                        "- cluster.coordinators is not set: without one there is no cluster to join; set their base URLs, for example cluster.coordinators=http://127.0.0.1:8081, or cluster.enabled=false to run without a cluster",
                        "",
                        "The application does not start: with these settings its agent could not be a member, or would disturb the others.");
        assertThat(analysis.getAction())
                .isEqualTo(
                        "Change the settings named above; each says what works. docs/configuration.md explains them all. cluster.enabled=false starts the application without a cluster.");
    }

    @Test
    void aTimingThatWouldChurnIsRefusedWithAValueThatWorks() {
        assertThat(analysis("cluster.heartbeat.interval=3000").getDescription())
                .contains("cluster.failure.silence-floor must be at least 5000ms, got 3000ms", "5000ms works.");
        assertThat(analysis("cluster.raft.election-min=500").getDescription())
                .contains("cluster.raft.election-min must be at least 1000ms, got 500ms");
        assertThat(analysis("cluster.failure.timeout=5000").getDescription())
                .contains("cluster.failure.timeout must be at least 7500ms, got 5000ms", "7500ms works.");
    }

    @Test
    void whatCannotBeReadIsToldWithWhatCan() {
        FailureAnalysis duration = analysis("cluster.heartbeat.interval=soon");
        assertThat(duration.getDescription())
                .startsWith("cluster.heartbeat.interval is 'soon'")
                .contains("and that is not a duration.", "The application does not start");
        assertThat(duration.getAction())
                .isEqualTo(
                        "Set cluster.heartbeat.interval to a number of milliseconds such as 1500, or a number with its unit such as 1500ms, 2s or 1m.");
        assertThat(analysis("cluster.profile=turbo").getAction())
                .isEqualTo("Set cluster.profile to one of fast, default, steady, wan.");
        assertThat(analysis("cluster.gossip.fanout=many").getAction())
                .isEqualTo("Set cluster.gossip.fanout to a number such as 3.");
        assertThat(analysis("phi.threshold=high").getDescription()).startsWith("phi.threshold is 'high'");
        assertThat(analysis("cluster.health.enabled=perhaps").getAction())
                .isEqualTo("Set cluster.health.enabled to true or false.");
    }

    @Test
    void beyondLoopbackASecretIsRequired() {
        FailureAnalysis analysis = analysis("cluster.node.bind=0.0.0.0:0", "cluster.node.advertise=orders-1.example");
        assertThat(analysis.getDescription())
                .startsWith("The agent would listen on 0.0.0.0:0 without a cluster secret.")
                .contains("Anybody who reaches that address could join");
        assertThat(analysis.getAction()).startsWith("Set cluster.secret-file (or cluster.secret)");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws SocketException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            FailureAnalysis analysis = analysis("cluster.node.bind=127.0.0.1:" + taken.getLocalPort());
            assertThat(analysis.getDescription())
                    .contains("cannot listen on UDP 127.0.0.1:" + taken.getLocalPort(), "Another process has the port");
            assertThat(analysis.getAction()).contains("set cluster.node.bind to a free address");
        }
    }

    @Test
    void theSettingsOfOthersAreNotOurs() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class))
                .withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=soon")
                .run(context -> failure.set(Objects.requireNonNull(context.getStartupFailure())));
        assertThat(new ClusterBindFailureAnalyzer().analyze(Objects.requireNonNull(failure.get())))
                .isNull();
    }
}
