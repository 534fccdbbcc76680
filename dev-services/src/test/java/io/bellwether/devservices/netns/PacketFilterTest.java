package io.bellwether.devservices.netns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketFilterTest {

    @TempDir
    Path folder;

    private String rules(Faults faults, String node) {
        var network = NodeNetwork.plan(folder, List.of());
        List.of("a", "b", "c").forEach(network::place);
        // As if it were the first network, so that addresses can be written down here.
        return PacketFilter.rules(network, faults, node)
                .replace(network.subnet().address(0).replaceAll("0$", ""), "198.18.0.");
    }

    @Test
    void withoutFaultsANodeHearsItsNetworkAndThisMachineAndNobodyElse() {
        assertThat(rules(Faults.NONE, "a")).isEqualTo("""
                        *raw
                        :PREROUTING ACCEPT [0:0]
                        :OUTPUT ACCEPT [0:0]
                        -A PREROUTING -i lo -j ACCEPT
                        -A PREROUTING -s 198.18.0.1 -j ACCEPT
                        -A PREROUTING ! -s 198.18.0.0/24 -j DROP
                        COMMIT
                        """);
    }

    @Test
    void aCutIsMadeWherePacketsArriveAndOnlyThere() {
        var deaf = Faults.NONE.partition(List.of("a"), List.of("b", "c"), EnumSet.of(Way.IN));
        assertThat(rules(deaf, "a")).endsWith("""
                        -A PREROUTING -s 198.18.0.11 -j DROP
                        -A PREROUTING -s 198.18.0.12 -j DROP
                        COMMIT
                        """);
        assertThat(rules(deaf, "b")).isEqualTo(rules(Faults.NONE, "b"));
    }

    @Test
    void lossOfWhatANodeSendsHappensAtAllOthers() {
        var loss = Faults.NONE.loss("b", 80, EnumSet.of(Way.OUT));
        assertThat(rules(loss, "a")).endsWith("""
                        -A PREROUTING -s 198.18.0.11 -m statistic --mode random --probability 0.80 -j DROP
                        COMMIT
                        """);
        assertThat(rules(loss, "b")).isEqualTo(rules(Faults.NONE, "b"));
    }

    @Test
    void lossOfWhatANodeIsSentSparesWhoWatches() {
        var loss = Faults.NONE.loss("b", 5, EnumSet.of(Way.IN));
        assertThat(rules(loss, "b")).endsWith("""
                        -A PREROUTING -s 198.18.0.1 -j ACCEPT
                        -A PREROUTING ! -s 198.18.0.0/24 -j DROP
                        -A PREROUTING -m statistic --mode random --probability 0.05 -j DROP
                        COMMIT
                        """);
        assertThat(rules(loss, "a")).isEqualTo(rules(Faults.NONE, "a"));
    }

    @Test
    void whoIsNotThereAnyMoreNeedsNoRule() {
        var gone = Faults.NONE.partition(List.of("gone"), List.of("a")).loss("gone", 50, EnumSet.allOf(Way.class));
        assertThat(rules(gone, "a")).isEqualTo(rules(Faults.NONE, "a"));
    }
}
