package io.bellwether.it.netns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.process.JvmFlags;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Programs that count datagrams, one in each network of a node, as seen from this machine. */
final class Counters implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int ANSWER_MILLIS = 2000;
    private static final int BYTES_MAX = 200;

    private final BrokenNetwork network;
    private final List<Process> processes = new ArrayList<>();

    Counters(BrokenNetwork network, List<String> nodes) throws IOException {
        this.network = network;
        for (var node : nodes) {
            var place = network.network().place(node);
            processes.add(new ProcessBuilder(place.command(List.of(
                            JvmFlags.java(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx32m",
                            "-cp",
                            "target/test-classes",
                            Counter.class.getName(),
                            place.address())))
                    .inheritIO()
                    .start());
        }
        for (var node : nodes) {
            await(node + " answers").atMost(START_LIMIT).until(() -> answers(node));
        }
    }

    /** How many datagrams of so many come from one node to the other. */
    int arriving(String from, String to, int number) {
        ask(to, "count");
        assertThat(ask(from, "send %s %d".formatted(address(to), number)))
                .as("%s was told nothing of a fault", from)
                .isEqualTo(number);
        return ask(to, "count");
    }

    boolean answers(String node) {
        try {
            ask(node, "count");
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    private int ask(String node, String question) {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            var bytes = question.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(address(node), Counter.PORT)));
            var answer = new DatagramPacket(new byte[BYTES_MAX], BYTES_MAX);
            socket.receive(answer);
            return Integer.parseInt(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            throw new AssertionError(node + " does not answer", e);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String address(String node) {
        return network.network().place(node).address();
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
