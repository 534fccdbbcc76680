package io.bellwether.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.coordinator.host.Observations.Seen;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.NodeId;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of edges. */
class EdgeMetersTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Picture next = Picture.NONE;
    private final EdgeMeters meters = new EdgeMeters(() -> next);

    @AfterEach
    void close() {
        meters.close();
    }

    private static Seen seen(String observer, String subject, EdgeVerdict verdict) {
        return new Seen(new NodeId(observer), new NodeId(subject), verdict);
    }

    private void show(Picture picture) {
        next = picture;
        meters.refresh();
    }

    private List<String> series() {
        return registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .toList();
    }

    @Test
    void everyEdgeIsShownAsItsObserverSeesItAndCountedByKind() {
        meters.bindTo(registry);

        show(Picture.of(
                List.of(
                        seen("a", "b", EdgeVerdict.GOOD),
                        seen("b", "a", EdgeVerdict.DEAF),
                        seen("a", "c", EdgeVerdict.SILENT),
                        seen("b", "c", EdgeVerdict.LOSSY),
                        seen("c", "a", EdgeVerdict.NEUTRAL)),
                Map.of(new NodeId("a"), 0.5),
                100));

        assertThat(series())
                .containsExactly(
                        "cluster_edge_state{observer=\"a\",subject=\"b\"} 0.0",
                        "cluster_edge_state{observer=\"a\",subject=\"c\"} 3.0",
                        "cluster_edge_state{observer=\"b\",subject=\"a\"} 2.0",
                        "cluster_edge_state{observer=\"b\",subject=\"c\"} 1.0",
                        "cluster_edges{state=\"deaf\"} 1.0",
                        "cluster_edges{state=\"good\"} 1.0",
                        "cluster_edges{state=\"lossy\"} 1.0",
                        "cluster_edges{state=\"neutral\"} 1.0",
                        "cluster_edges{state=\"silent\"} 1.0",
                        "cluster_member_phi{node=\"a\"} 0.5");
    }

    @Test
    void anEdgeThatStaysChangesItsValueAndOneThatGoesTakesItsSeriesAlong() {
        meters.bindTo(registry);
        show(Picture.of(
                List.of(seen("a", "b", EdgeVerdict.GOOD), seen("a", "c", EdgeVerdict.GOOD)),
                Map.of(new NodeId("b"), 0.0, new NodeId("c"), 0.0),
                100));

        show(Picture.of(List.of(seen("a", "b", EdgeVerdict.SILENT)), Map.of(new NodeId("b"), 9.0), 100));

        assertThat(series())
                .contains(
                        "cluster_edge_state{observer=\"a\",subject=\"b\"} 3.0",
                        "cluster_edges{state=\"good\"} 0.0",
                        "cluster_member_phi{node=\"b\"} 9.0")
                .noneMatch(line -> line.contains("\"c\""));
    }

    @Test
    void whoDoesNotLeadShowsNothing() {
        meters.bindTo(registry);
        show(Picture.of(List.of(seen("a", "b", EdgeVerdict.GOOD)), Map.of(new NodeId("b"), 0.0), 100));

        show(Picture.NONE);

        assertThat(series()).isEmpty();
    }

    @Test
    void whereThereAreTooManyTheWorstAreShownAndAllAreCounted() {
        meters.bindTo(registry);
        List<Seen> edges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            edges.add(seen("a", "good-" + i, EdgeVerdict.GOOD));
        }
        edges.add(seen("z", "y", EdgeVerdict.SILENT));
        edges.add(seen("z", "x", EdgeVerdict.LOSSY));

        show(Picture.of(edges, Map.of(), 10));

        assertThat(series())
                .filteredOn(line -> line.startsWith("cluster_edge_state"))
                .hasSize(10)
                .contains(
                        "cluster_edge_state{observer=\"z\",subject=\"y\"} 3.0",
                        "cluster_edge_state{observer=\"z\",subject=\"x\"} 1.0");
        assertThat(series()).contains("cluster_edges{state=\"good\"} 50.0", "cluster_edges{state=\"silent\"} 1.0");
    }
}
