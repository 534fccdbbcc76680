package io.bellwether.it.netns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program that runs in a network of its own: counts datagrams, and sends some to others when it is told to.
 *
 * <p>It is told "send ADDRESS N" or "count"; anything else counts. Its answer is how many were sent, or had come.
 */
final class Counter {

    static final int PORT = 7000;

    private static final int BYTES_MAX = 200;
    private static final int RECEIVE_BUFFER = 4 << 20;

    private Counter() {}

    public static void main(String[] arguments) throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(arguments[0], PORT))) {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            int came = 0;
            while (true) {
                var packet = new DatagramPacket(new byte[BYTES_MAX], BYTES_MAX);
                socket.receive(packet);
                var words =
                        List.of(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8).split(" "));
                switch (words.getFirst()) {
                    case "send" -> {
                        int sent = send(socket, words.get(1), Integer.parseInt(words.get(2)));
                        answer(socket, packet, sent);
                    }
                    case "count" -> {
                        answer(socket, packet, came);
                        came = 0;
                    }
                    default -> came++;
                }
            }
        }
    }

    private static int send(DatagramSocket socket, String address, int number) throws IOException {
        var packet = new DatagramPacket(new byte[] {'x'}, 1, new InetSocketAddress(address, PORT));
        for (int i = 0; i < number; i++) {
            socket.send(packet);
        }
        return number;
    }

    private static void answer(DatagramSocket socket, DatagramPacket question, int number) throws IOException {
        var bytes = Integer.toString(number).getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
    }
}
