package io.bellwether.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class OwnAddressTest {

    private final List<String> named = new ArrayList<>(List.of("10.0.0.5", "10.0.0.7", "10.0.0.9"));
    private final Set<String> ours = new TreeSet<>(Set.of("10.0.0.7", "192.168.0.1"));

    private final OwnAddress own = new OwnAddress("producer.cluster", this::lookUp, this::isOurs);

    private List<InetAddress> lookUp(String name) throws UnknownHostException {
        if (!name.equals("producer.cluster") || named.isEmpty()) {
            throw new UnknownHostException(name);
        }
        List<InetAddress> found = new ArrayList<>();
        for (String address : named) {
            found.add(InetAddress.getByName(address));
        }
        return found;
    }

    private boolean isOurs(InetAddress address) throws SocketException {
        if (ours.isEmpty()) {
            throw new SocketException("no interfaces");
        }
        return ours.contains(address.getHostAddress());
    }

    @Test
    void ofAllWhoShareTheNameOnlyItsOwnAddressIsItsOwn() {
        assertThat(own.find("")).isEqualTo("10.0.0.7");
    }

    @Test
    void whoHasSeveralKeepsTheOneItHad() {
        ours.add("10.0.0.9");
        assertThat(own.find("10.0.0.9")).isEqualTo("10.0.0.9");
        assertThat(own.find("10.0.0.5")).isEqualTo("10.0.0.7");
    }

    @Test
    void aNameThatIsGoneOrOfOthersSaysNothing() {
        ours.remove("10.0.0.7");
        assertThat(own.find("10.0.0.7")).as("of others").isNull();
        named.clear();
        assertThat(own.find("10.0.0.7")).as("gone").isNull();
        ours.clear();
        named.add("10.0.0.7");
        assertThat(own.find("10.0.0.7")).as("cannot be told").isNull();
    }

    @Test
    void nobodyElseReachesALoopbackAddress() {
        assertThat(new OwnAddress("localhost").find("")).isNull();
    }
}
