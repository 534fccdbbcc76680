package io.bellwether.devservices.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.devservices.home.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNetworkTest {

    @TempDir
    Path folder;

    @Test
    void aSystemWithoutOneHasNone() {
        assertThat(NodeNetwork.of(folder)).isEmpty();
    }

    @Test
    void everybodyFindsTheSameAddressesLater() {
        var first = NodeNetwork.plan(folder, List.of());
        var kafka = first.place("kafka");
        var coordinator = first.place("coordinator-1");
        assertThat(kafka.address()).endsWith(".10");
        assertThat(coordinator.address()).endsWith(".11");
        assertThat(coordinator.prefix())
                .containsExactly("nsenter", "--net=/run/netns/" + first.id() + "-coordinator-1", "--");

        var later = NodeNetwork.of(folder).orElseThrow();
        assertThat(later.place("coordinator-1")).isEqualTo(coordinator);
        assertThat(later.place("log-producer-2").address()).endsWith(".12");
        assertThat(NodeNetwork.of(folder).orElseThrow().addresses())
                .containsOnlyKeys("kafka", "coordinator-1", "log-producer-2");
    }

    @Test
    void theNameFitsAnInterfaceAndIsTheHomesOwn() {
        assertThat(NodeNetwork.id(folder)).matches("bw-[0-9a-f]{8}").isEqualTo(NodeNetwork.id(folder.resolve("x/..")));
        assertThat(NodeNetwork.id(folder.resolve("other"))).isNotEqualTo(NodeNetwork.id(folder));
    }

    @Test
    void aDamagedPlanIsToldOf() throws Exception {
        Files.writeString(folder.resolve("network.properties"), "subnet=many\n");
        assertThatThrownBy(() -> NodeNetwork.of(folder))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("network.properties")
                .hasMessageContaining("./bellwether down");
    }

    @Test
    void aNetworkThatIsFullSaysSo() {
        var network = NodeNetwork.plan(folder, List.of());
        for (int i = 0; i < 245; i++) {
            network.number("node-" + i);
        }
        assertThatThrownBy(() -> network.number("one-more"))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("245 nodes");
    }
}
