package io.bellwether.it.badinput;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.benchmarks.fleet.CoordinatorProcesses;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that is decided but the time, as the three coordinators hold it: the members, everything that was ever told of them
 * or of anything else, the configuration and the registry. Not the hash, which goes on with cluster time.
 */
record Standing(List<String> decided) {

    /** As it stands now; the same on all three. */
    static Standing of(CoordinatorProcesses cluster, Http http) {
        List<Standing> seen = new ArrayList<>();
        await("three coordinators that hold the same").atMost(ofSeconds(10)).untilAsserted(() -> {
            seen.clear();
            for (String name : cluster.names()) {
                seen.add(at(cluster, http, name));
            }
            assertThat(seen.stream().distinct()).hasSize(1);
        });
        return seen.getFirst();
    }

    private static Standing at(CoordinatorProcesses cluster, Http http, String name) {
        JsonNode answer = json(http.get(cluster.uri(name, "/api/v1/cluster")));
        List<String> decided = new ArrayList<>();
        decided.add("epoch " + answer.path("epoch").asLong());
        decided.add("version " + answer.path("version").asLong());
        decided.add("events "
                + json(http.get(cluster.uri(name, "/api/v1/events?limit=1"))).path("newest"));
        decided.add("config "
                + http.get(cluster.uri(name, "/api/v1/config/bad-input")).body());
        decided.add("brokers "
                + json(http.get(cluster.uri(name, "/api/list-brokers"))).findValuesAsString("id"));
        return new Standing(decided);
    }

    private static JsonNode json(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
