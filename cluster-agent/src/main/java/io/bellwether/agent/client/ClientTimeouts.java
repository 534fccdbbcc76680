package io.bellwether.agent.client;

import io.bellwether.protocol.message.Request;
import java.time.Duration;

/**
 * How long the client waits.
 *
 * @param connect For a connection.
 * @param ask For the answer to a join or a leave by one coordinator.
 * @param pull For the answer to a pull, which a coordinator holds back for up to 15 s until there is something newer.
 * @param total For a join or a leave in all. A node gives up after four seconds, and it should know the reason by then.
 */
public record ClientTimeouts(Duration connect, Duration ask, Duration pull, Duration total) {

    public static final ClientTimeouts DEFAULT = new ClientTimeouts(
            Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(18), Duration.ofMillis(3_800));

    Duration oneAttempt(Request request) {
        return request instanceof Request.Pull ? pull : ask;
    }

    Duration allAttempts(Request request) {
        return request instanceof Request.Pull ? pull : total;
    }
}
