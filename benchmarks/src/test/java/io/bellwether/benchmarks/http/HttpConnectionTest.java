package io.bellwether.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HttpConnectionTest {

    private static final int SILENCE_MILLIS_MAX = 5_000;
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** A connection to somebody who says this and nothing more, whatever he is asked. */
    private HttpConnection answeredWith(String text, boolean closed) throws IOException {
        var connection = new HttpConnection(server.getLocalPort());
        Socket other = server.accept();
        other.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        if (closed) {
            other.shutdownOutput();
        }
        return connection;
    }

    @Test
    void answersWithALengthFollowEachOther() throws IOException {
        try (HttpConnection connection = answeredWith(
                "HTTP/1.1 201 Created\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n",
                false)) {
            assertThat(connection.exchange(REQUEST, SILENCE_MILLIS_MAX)).isEqualTo(201);
            assertThat(connection.exchange(REQUEST, SILENCE_MILLIS_MAX)).isEqualTo(404);
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void answersInChunksFollowEachOther() throws IOException {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1a;x=y\r\n%s\r\n0\r\n\r\n"
                .formatted("z".repeat(26));
        try (HttpConnection connection = answeredWith(chunked + chunked, false)) {
            assertThat(connection.exchange(REQUEST, SILENCE_MILLIS_MAX)).isEqualTo(200);
            assertThat(connection.exchange(REQUEST, SILENCE_MILLIS_MAX)).isEqualTo(200);
        }
    }

    @Test
    void whoSaysThatItClosesIsNotAskedAgain() throws IOException {
        try (HttpConnection connection =
                answeredWith("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", false)) {
            connection.exchange(REQUEST, SILENCE_MILLIS_MAX);

            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void halfAnAnswerIsNone() throws IOException {
        try (HttpConnection connection = answeredWith("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true)) {
            assertThatIOException().isThrownBy(() -> connection.exchange(REQUEST, SILENCE_MILLIS_MAX));
        }
    }
}
