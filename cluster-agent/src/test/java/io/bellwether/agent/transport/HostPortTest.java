package io.bellwether.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostPortTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:7800,localhost,7800,false",
        "10.0.0.1:0,10.0.0.1,0,true",
        "[::1]:65535,::1,65535,true",
        "999.1.1.1:1,999.1.1.1,1,false",
        "1.2.3.4.example:1,1.2.3.4.example,1,false"
    })
    void anAddressIsReadAndWritten(String text, String host, int port, boolean literal) {
        HostPort address = HostPort.parse(text);
        assertThat(address).isEqualTo(new HostPort(host, port)).hasToString(text);
        assertThat(address.isLiteral()).isEqualTo(literal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":1", "host:65536", "host:-1", "::1:1", "a b:1", "host:1:2"})
    void whatIsNoAddressIsRefusedWithTheTextThatCame(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(text))
                .withMessageContaining("got '");
    }

    @Test
    void aPortOverTheLimitIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostPort("h", 65_536))
                .withMessage("an address is a host and a port of 0 to 65535, got 'h' and 65536");
    }
}
