package io.bellwether.benchmarks.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * A service that answers every request with the same few bytes, on one thread, as fast as that can be: whoever stands before it
 * is what is measured. Takes requests without a body, one after the other on each connection.
 */
public final class StaticStub {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int BACKLOG = 500;
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String BODY = "{\"items\": [], \"next\": null, \"from\": \"a service that is not measured\"}";
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(BODY.length(), BODY)
                    .getBytes(StandardCharsets.US_ASCII);

    private final Selector selector;
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer answer =
            ByteBuffer.allocateDirect(ANSWER.length).put(ANSWER).flip();

    private StaticStub(Selector selector) {
        this.selector = selector;
    }

    /** Serves on a port of this machine until its parent has gone. */
    public static void main(String[] arguments) throws IOException {
        ProcessHandle.current().parent().ifPresent(StaticStub::endWith);
        var stub = new StaticStub(Selector.open());
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), BACKLOG);
            server.configureBlocking(false);
            server.register(stub.selector, SelectionKey.OP_ACCEPT);
            while (server.isOpen()) {
                stub.selector.select(stub::serve);
            }
        }
    }

    /** Whoever kills a parent does not reach its children. */
    private static void endWith(ProcessHandle parent) {
        Thread.ofVirtual().start(() -> {
            parent.onExit().join();
            Runtime.getRuntime().halt(0);
        });
    }

    private void serve(SelectionKey key) {
        if (key.isAcceptable()) {
            accept((ServerSocketChannel) key.channel());
        } else {
            answer(key);
        }
    }

    private void accept(ServerSocketChannel server) {
        try {
            SocketChannel client = server.accept();
            if (client != null) {
                client.configureBlocking(false);
                client.socket().setTcpNoDelay(true);
                client.register(selector, SelectionKey.OP_READ, new Ends());
            }
        } catch (IOException e) {
            throw new IllegalStateException("no connection can be taken", e);
        }
    }

    private void answer(SelectionKey key) {
        var client = (SocketChannel) key.channel();
        try {
            input.clear();
            if (client.read(input) < 0) {
                client.close();
                return;
            }
            int requests = ((Ends) key.attachment()).in(input.flip());
            for (int i = 0; i < requests; i++) {
                // So few bytes always fit into the buffer of a connection whose other side reads.
                client.write(answer.rewind());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Counts the ends of heads, which may come in pieces. */
    static final class Ends {

        private int matched;

        int in(ByteBuffer bytes) {
            int ends = 0;
            while (bytes.hasRemaining()) {
                byte next = bytes.get();
                if (next == END[matched]) {
                    matched++;
                } else {
                    matched = next == END[0] ? 1 : 0;
                }
                if (matched == END.length) {
                    matched = 0;
                    ends++;
                }
            }
            return ends;
        }
    }
}
