package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.Message;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The kinds of datagram and their codes. A code is never given to another kind. */
public enum Kind {
    BEAT(1),
    REPORT(2),
    RELAY(3),
    PING(4),
    PONG(5),
    ASK(6),
    OPINION(7),
    DELTAS(8),
    DELTAS_WANTED(9),
    GOSSIP(10),
    BUCKETS(11),
    VERSIONS(12),
    RUMOURS(13);

    private static final @Nullable Kind[] BY_CODE = byCode();

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    /** The code in the header. */
    public int code() {
        return code;
    }

    /** The kind of a message. */
    public static Kind of(Message message) {
        return switch (message) {
            case Message.Beat beat -> BEAT;
            case Message.Report report -> REPORT;
            case Message.Relay relay -> RELAY;
            case Message.Ping ping -> PING;
            case Message.Pong pong -> PONG;
            case Message.Ask ask -> ASK;
            case Message.Opinion opinion -> OPINION;
            case Message.Deltas deltas -> DELTAS;
            case Message.DeltasWanted wanted -> DELTAS_WANTED;
            case Message.Gossip gossip -> GOSSIP;
            case Message.Buckets buckets -> BUCKETS;
            case Message.Versions versions -> VERSIONS;
            case Message.Rumours rumours -> RUMOURS;
        };
    }

    /** The kind with this code, or null. */
    static @Nullable Kind of(int code) {
        return code < BY_CODE.length ? BY_CODE[code] : null;
    }

    private static @Nullable Kind[] byCode() {
        @Nullable
        Kind[] kinds =
                new Kind[1 + Arrays.stream(values()).mapToInt(Kind::code).max().orElseThrow()];
        for (Kind kind : values()) {
            kinds[kind.code] = kind;
        }
        return kinds;
    }
}
