package io.bellwether.devservices.kafka;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.node.Health;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks a broker which requests it knows, the first thing that every client asks.
 *
 * <p>By hand, because Kafka's own client costs most of a second and its 10 MB to load, and each {@code status} would pay
 * it for one yes or no.
 */
final class KafkaHandshake {

    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 1;
    private static final int ANSWER_BYTES_MAX = 1 << 16;
    private static final int TIMEOUT_MILLIS = 2000;

    private KafkaHandshake() {}

    static Health ask(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request());
            var in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            int correlation = in.readInt();
            short error = in.readShort();
            boolean answered = length > 0 && length <= ANSWER_BYTES_MAX && correlation == CORRELATION && error == 0;
            return answered ? Health.healthy() : Health.notYet("something else than Kafka answers on port " + port);
        } catch (IOException e) {
            return Health.notYet(Home.reason(e));
        }
    }

    private static byte[] request() throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        out.writeShort(API_VERSIONS);
        out.writeShort(0);
        out.writeInt(CORRELATION);
        var client = "health".getBytes(StandardCharsets.UTF_8);
        out.writeShort(client.length);
        out.write(client);
        var framed = new ByteArrayOutputStream();
        new DataOutputStream(framed).writeInt(body.size());
        body.writeTo(framed);
        return framed.toByteArray();
    }
}
