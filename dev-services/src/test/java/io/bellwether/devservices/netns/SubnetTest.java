package io.bellwether.devservices.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.devservices.home.StartProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubnetTest {

    @Test
    void theNumberCountsThroughTheWholeRange() {
        assertThat(new Subnet(0).cidr()).isEqualTo("198.18.0.0/24");
        assertThat(new Subnet(255).address(7)).isEqualTo("198.18.255.7");
        assertThat(new Subnet(256).address(7)).isEqualTo("198.19.0.7");
        assertThat(new Subnet(511).addressWithLength(254)).isEqualTo("198.19.255.254/24");
        assertThatThrownBy(() -> new Subnet(512)).hasMessage("number must be 0 to 511, got 512");
    }

    @Test
    void noTwoNodesOfAnyHomeShareAHardwareAddress() {
        assertThat(new Subnet(255).hardwareAddress(7)).isEqualTo("02:62:77:00:ff:07");
        assertThat(new Subnet(256).hardwareAddress(7)).isEqualTo("02:62:77:01:00:07");
    }

    @Test
    void thePreferredOneIsTakenWhereNobodyIs() {
        var routes = List.of(
                "default via 10.0.0.1 dev eth0",
                "0.0.0.0/0 via 10.0.0.1 dev eth1",
                "172.17.0.0/16 dev docker0 proto kernel scope link src 172.17.0.1",
                "local 127.0.0.1 dev lo table local");
        assertThat(Subnet.free(77, routes)).isEqualTo(new Subnet(77));
    }

    @Test
    void theNextOneIsTakenWhereARouteLeads() {
        assertThat(Subnet.free(77, List.of("198.18.77.0/24 dev bw-1 scope link")))
                .isEqualTo(new Subnet(78));
        assertThat(Subnet.free(77, List.of("local 198.18.77.1 dev bw-1 table local")))
                .isEqualTo(new Subnet(78));
        assertThat(Subnet.free(77, List.of("198.18.0.0/16 dev tun0"))).isEqualTo(new Subnet(256));
        assertThat(Subnet.free(511, List.of("blackhole 198.19.255.0/25"))).isEqualTo(new Subnet(0));
    }

    @Test
    void aRangeThatIsTakenAsAWholeIsToldOf() {
        assertThatThrownBy(() -> Subnet.free(0, List.of("198.0.0.0/8 dev tun0")))
                .isInstanceOf(StartProblem.class)
                .hasMessageContaining("ip route");
    }
}
