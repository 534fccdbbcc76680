package io.bellwether.simulation.peers.lifeguard;

import java.util.List;

/**
 * What letters would take on the wire, payload only.
 *
 * <p>memberlist writes one type byte and a MessagePack map with the field names spelt out: 1 byte for the map, 1 + n for
 * a name or string of n characters, 1 to 5 for an integer. Names are nine characters ("node-0042"), addresses four
 * bytes, ports three. A datagram of several messages has 2 bytes in front and 2 per message.
 *
 * <p>memberlist compresses by LZW what gets smaller by it. The two formulas for that were fitted to such messages put
 * through the same LZW (8-bit literals, 12-bit codes): within 10 % of 49 to 1,021 bytes of datagrams and of exchanges of
 * 6 to 1,000 members. They carry no metadata, which real users have.
 */
final class Sizes {

    static final int COMPOUND_BYTES = 2;
    static final int COMPOUND_ENTRY_BYTES = 2;

    private static final int TYPE_AND_MAP = 2;
    private static final int NAME = 10;
    private static final int ADDRESS = 5;
    private static final int PORT = 3;
    private static final int SOURCE = 11 + ADDRESS + 11 + PORT + 11 + NAME;
    private static final int COMPRESSED_WRAPPER = 14;

    private Sizes() {}

    static int of(News news) {
        var common = TYPE_AND_MAP + 12 + integer(news.incarnation()) + 5 + NAME;
        return switch (news) {
            case News.Alive alive -> common + 5 + ADDRESS + 5 + PORT + 5 + 1 + 4 + 7;
            case News.Suspect suspect -> common + 5 + NAME;
            case News.Dead dead -> common + 5 + NAME;
        };
    }

    /** The message itself, without the news on top. */
    static int bare(Letter letter) {
        return switch (letter) {
            case Letter.Ping ping -> TYPE_AND_MAP + 6 + integer(ping.sequence()) + 5 + NAME + SOURCE;
            case Letter.Ack ack -> TYPE_AND_MAP + 6 + integer(ack.sequence()) + 9;
            case Letter.Nack nack -> TYPE_AND_MAP + 6 + integer(nack.sequence());
            case Letter.PingRequest request ->
                TYPE_AND_MAP + 6 + integer(request.sequence()) + 7 + ADDRESS + 5 + PORT + 5 + NAME + 5 + 1 + SOURCE;
            case Letter.Gossip gossip -> 0;
            case Letter.StreamPing ping -> TYPE_AND_MAP + 6 + integer(ping.sequence()) + 5 + NAME + SOURCE;
            case Letter.StreamAck ack -> TYPE_AND_MAP + 6 + integer(ack.sequence()) + 9;
            case Letter.Push push -> states(push.states().size());
            case Letter.Pull pull -> states(pull.states().size());
        };
    }

    /** A letter with its news, as it leaves. */
    static int onWire(Letter letter) {
        if (letter instanceof Letter.Datagram datagram) {
            return compressed(bare(letter) + newsBytes(datagram.news(), bare(letter) > 0));
        }
        return bare(letter);
    }

    private static int newsBytes(List<News> news, boolean behindMessage) {
        if (news.isEmpty()) {
            return 0;
        }
        var messages = news.size() + (behindMessage ? 1 : 0);
        var bytes = messages == 1 ? 0 : COMPOUND_BYTES + COMPOUND_ENTRY_BYTES * messages;
        for (var each : news) {
            bytes += of(each);
        }
        return bytes;
    }

    private static int compressed(int bytes) {
        return (int) Math.min(bytes, COMPRESSED_WRAPPER + 4.0 * StrictMath.pow(bytes, 0.656));
    }

    private static int states(int members) {
        return (int) (118 + 7.5 * members + 44 * Math.sqrt(members));
    }

    private static int integer(int value) {
        if (value < 128) {
            return 1;
        }
        return value < 256 ? 2 : value < 65_536 ? 3 : 5;
    }
}
