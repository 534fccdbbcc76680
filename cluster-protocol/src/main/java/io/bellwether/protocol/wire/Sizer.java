package io.bellwether.protocol.wire;

import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Message;
import java.util.List;

/**
 * How many bytes a message takes, header and tag included, without writing it. It allocates nothing and is confined to
 * one thread.
 */
public final class Sizer {

    /** A nonce as long as that of a process which has run between a day and some months. */
    public static final long USUAL_NONCE = 1L << 21;

    private final Writer counter = Writer.counting();

    /** The exact size of the datagram that {@link Codec#encode} makes of the same arguments. */
    public int sizeOf(long sender, long nonce, Message message) {
        counter.restart();
        Header.write(0, Kind.of(message), sender, nonce, counter);
        Bodies.write(message, counter);
        return counter.position() + Datagram.TAG_BYTES;
    }

    /** Whether a message fits into one datagram, whoever sends it and whenever. */
    public boolean fits(Message message) {
        return fitsItems(message) && sizeOf(Long.MAX_VALUE, Datagram.NONCE_LIMIT - 1, message) <= Datagram.BYTES_MAX;
    }

    /** Whether a delta fits into one datagram. One that does not is left out, and the receiver pulls the view. */
    public boolean fits(ViewDelta delta) {
        return fits(new Message.Deltas(List.of(delta), Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    boolean fitsItems(Message message) {
        return itemsOf(message) <= Datagram.ITEMS_MAX;
    }

    private static int itemsOf(Message message) {
        return switch (message) {
            case Message.Relay relay -> relay.reports().size();
            case Message.Deltas deltas -> deltas.deltas().size();
            case Message.Gossip gossip -> gossip.news().size();
            case Message.Buckets buckets -> buckets.hashes().size();
            case Message.Versions versions -> versions.held().size();
            case Message.Rumours rumours -> rumours.rumours().size();
            case Message.Beat beat -> 0;
            case Message.Report report -> report.edges().size();
            case Message.Ping ping -> 0;
            case Message.Pong pong -> 0;
            case Message.Ask ask -> 0;
            case Message.Opinion opinion -> 0;
            case Message.DeltasWanted wanted -> 0;
        };
    }
}
