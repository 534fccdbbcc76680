package io.bellwether.benchmarks.routing;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Requests that post one log line each. */
final class LogLines {

    private static final int VERSION_7 = 7;
    private static final int VERSION_SHIFT = 12;
    private static final int MILLIS_SHIFT = 16;
    private static final long RANDOM_A = 0xFFF;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_B = 0x3FFF_FFFF_FFFF_FFFFL;

    private final int port;
    private final boolean ids;

    /**
     * Lines.
     *
     * @param port Of whom they are sent to.
     * @param ids Whether each has an id of its own, so that it is stored once however often it is sent.
     */
    LogLines(int port, boolean ids) {
        this.port = port;
        this.ids = ids;
    }

    /** A request, complete. */
    byte[] next(long number) {
        String id = ids ? "\"id\":\"%s\",".formatted(id(System.currentTimeMillis())) : "";
        String body = "{%s\"level\":\"INFO\",\"service\":\"bench-routing\",\"message\":\"line %d of the benchmark\"}"
                .formatted(id, number);
        String head =
                "POST /logs HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(port, body.length());
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** An id of version 7: the time and chance. */
    static UUID id(long millis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = millis << MILLIS_SHIFT | VERSION_7 << VERSION_SHIFT | (random.nextLong() & RANDOM_A);
        return new UUID(high, VARIANT | (random.nextLong() & RANDOM_B));
    }
}
