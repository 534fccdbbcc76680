package io.bellwether.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept: writes a request that is ready made, reads the answer and throws its body away. Understands of
 * HTTP/1.1 what servers on loopback answer with, and takes a hundredth of the time of a client that understands all of it.
 */
public final class HttpConnection implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int LINE_MAX = 8 * 1024;
    private static final int STATUS_FROM = "HTTP/1.1 ".length();
    private static final int STATUS_TO = STATUS_FROM + 3;
    private static final int HEX = 16;
    private static final int CONNECT_MILLIS_MAX = 2_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final byte[] line = new byte[LINE_MAX];
    private int at;
    private int filled;
    private boolean ended;

    /** Connects to a port of this machine. */
    public HttpConnection(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /**
     * Sends a request and waits for all of its answer.
     *
     * @param silenceMillisMax How long nothing may come.
     * @return the status of the answer
     */
    public int exchange(byte[] request, int silenceMillisMax) throws IOException {
        socket.setSoTimeout(silenceMillisMax);
        out.write(request);
        out.flush();
        String head = line();
        if (head.length() < STATUS_TO || !head.startsWith("HTTP/1.")) {
            throw new IOException("no answer of HTTP/1.1: '%s'".formatted(head));
        }
        int status = Integer.parseInt(head.substring(STATUS_FROM, STATUS_TO));
        readBody();
        return status;
    }

    /** Whether another request can be sent. */
    public boolean isOpen() {
        return !ended;
    }

    private void readBody() throws IOException {
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                ended = lower.contains("close");
            }
        }
        if (!chunked) {
            skip(length);
            return;
        }
        for (long chunk = chunkLength(); chunk > 0; chunk = chunkLength()) {
            skip(chunk);
            line();
        }
        line();
    }

    private long chunkLength() throws IOException {
        String text = line();
        int extension = text.indexOf(';');
        return Long.parseLong((extension < 0 ? text : text.substring(0, extension)).strip(), HEX);
    }

    private String line() throws IOException {
        int length = 0;
        while (true) {
            int next = next();
            if (next == '\n') {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                return new String(line, 0, end, StandardCharsets.ISO_8859_1);
            }
            if (length == LINE_MAX) {
                throw new IOException("a line of more than %d bytes".formatted(LINE_MAX));
            }
            line[length] = (byte) next;
            length++;
        }
    }

    private void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            if (at == filled) {
                fill();
            }
            int step = (int) Math.min(left, filled - at);
            at += step;
            left -= step;
        }
    }

    private int next() throws IOException {
        if (at == filled) {
            fill();
        }
        int next = buffer[at];
        at++;
        return next;
    }

    private void fill() throws IOException {
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("the connection was closed before the answer was over");
        }
        at = 0;
        filled = read;
    }

    @Override
    public void close() {
        ended = true;
        try {
            socket.close();
        } catch (IOException e) {
            // It is not used again either way.
            filled = 0;
        }
    }
}
