package io.bellwether.cli.sight;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Whether datagrams pass on this machine: heartbeats and gossip are nothing else. */
public final class Loopback {

    private static final int LIMIT_MILLIS = 1_000;

    private Loopback() {}

    /** Why none passes; empty when one did. */
    public static String failure() {
        var here = InetAddress.getLoopbackAddress();
        try (var to = new DatagramSocket(0, here);
                var from = new DatagramSocket(0, here)) {
            var sent = "beat".getBytes(StandardCharsets.US_ASCII);
            to.setSoTimeout(LIMIT_MILLIS);
            from.send(new DatagramPacket(sent, sent.length, here, to.getLocalPort()));
            to.receive(new DatagramPacket(new byte[sent.length], sent.length));
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
