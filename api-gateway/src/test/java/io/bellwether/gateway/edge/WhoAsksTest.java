package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class WhoAsksTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final List<Network> PROXIES = List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8"));

    private final Random random = new Random(1);

    @Test
    void aTraceGoesOnWithANewStep() {
        TraceParent next = TraceParent.after("00-" + TRACE + "-b7ad6b7169203331-01", random);

        assertThat(next.traceId()).isEqualTo(TRACE);
        assertThat(next.spanId()).isNotEqualTo("b7ad6b7169203331").hasSize(16);
        assertThat(next.header()).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "nonsense",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-" + TRACE + "-0000000000000000-01",
                "ff-" + TRACE + "-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            })
    void withoutOneThatMakesSenseANewTraceBegins(String header) {
        TraceParent first = TraceParent.after(header, random);

        assertThat(first.header()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(first.traceId()).isNotEqualTo(TRACE);
    }

    @ParameterizedTest
    @CsvSource({"order-7.a_b:c, true", "'', false", "'a b', false", "'a\nb', false"})
    void aUsableNameOfTheRequestIsKept(String id, boolean isKept) {
        assertThat(Visitor.of("192.0.2.1", id, null, random).requestId().equals(id))
                .isEqualTo(isKept);
    }

    @Test
    void aNameThatIsTooLongIsReplaced() {
        assertThat(Visitor.of("192.0.2.1", "x".repeat(65), null, random).requestId())
                .hasSize(32);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, '203.0.113.9', 192.0.2.1",
        "10.0.0.1, '203.0.113.9', 203.0.113.9",
        "10.0.0.1, '198.51.100.1, 203.0.113.9', 203.0.113.9",
        "10.0.0.1, '203.0.113.9, 10.0.0.2', 203.0.113.9",
        "10.0.0.1, 'evil, 10.0.0.2', 10.0.0.2",
        "10.0.0.1, '', 10.0.0.1",
        "fd00::1, '2001:db8::5', 2001:db8:0:0:0:0:0:5",
    })
    void theClientIsTheLastOneThatIsNoProxyOfOurs(String peer, String header, String client) {
        assertThat(ForwardedFor.client(NetUtil.createInetAddressFromIpAddressString(peer), header, PROXIES))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "example.com", ""})
    void aNetworkThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gateway.edge.trusted-proxies")
                .hasMessageContaining("'" + text + "'");
    }
}
