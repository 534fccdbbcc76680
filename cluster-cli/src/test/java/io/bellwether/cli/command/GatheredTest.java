package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GatheredTest {

    private static final List<String> NAMES = List.of("a", "b");

    private static ClusterStatus told(boolean quorum, String a, String b) {
        return new ClusterStatus(JsonMapper.shared().readTree("""
                                {"hasQuorum": %s, "membership": {"a": {"status": "%s"}, "b": {"status": "%s"}, "c": {}}}
                                """.formatted(quorum, a, b)), "");
    }

    @Test
    void whoIsOnItsWayInOrOutOrLostIsMissing() {
        assertThat(Gathered.missing(NAMES, told(true, "HEALTHY", "RECOVERING"))).isEmpty();
        assertThat(Gathered.missing(NAMES, told(true, "JOINING", "DEGRADED"))).containsExactly("a");
        assertThat(Gathered.missing(NAMES, told(true, "LEAVING", "UNREACHABLE")))
                .containsExactly("a", "b");
        assertThat(Gathered.missing(List.of("d"), told(true, "HEALTHY", "HEALTHY")))
                .containsExactly("d");
    }

    @Test
    void withoutAMajorityOrAnAnswerNobodyIsThere() {
        assertThat(Gathered.missing(NAMES, told(false, "HEALTHY", "HEALTHY"))).containsExactly("a", "b");
        assertThat(Gathered.missing(NAMES, ClusterStatus.NONE)).containsExactly("a", "b");
    }
}
