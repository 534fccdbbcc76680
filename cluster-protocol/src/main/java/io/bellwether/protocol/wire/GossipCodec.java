package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.Message.Buckets;
import io.bellwether.protocol.message.Message.Gossip;
import io.bellwether.protocol.message.Message.Rumours;
import io.bellwether.protocol.message.Message.Versions;
import io.bellwether.protocol.message.Message.Versions.HeldVersion;
import java.util.List;

/**
 * The bodies of gossip and of its reconciliation.
 *
 * <pre>
 * gossip
 *   epoch          number
 *   version        number
 *   root           8 bytes
 *   flags          1 byte: bit 0 answer
 *   freshness      as in a beat
 *   news           rumours, see RumourCodec
 * rumours          rumours
 * buckets
 *   epoch          number
 *   firstBucket    number
 *   bucketsTotal   number
 *   hashes         count, then 8 bytes each
 * versions
 *   epoch          number
 *   bucket         number
 *   flags          1 byte: bit 0 answer
 *   from           number
 *   until          number + 1, or 0 for no end
 *   held           count, then for each
 *     origin         difference to the origin before it, to from at first
 *     topic          1 byte
 *     version        number
 * </pre>
 */
final class GossipCodec {

    private static final int HELD_BYTES_MIN = 3;

    private GossipCodec() {}

    static void write(Gossip gossip, Writer writer) {
        writer.number(gossip.epoch());
        writer.number(gossip.version());
        writer.hash(gossip.root());
        writer.octet(gossip.answer() ? 1 : 0);
        BeatCodec.writeFreshness(gossip.freshness(), writer);
        RumourCodec.write(gossip.news(), writer);
    }

    static Gossip readGossip(Reader reader) {
        return new Gossip(
                reader.number(),
                reader.number(),
                reader.hash(),
                reader.flag(),
                BeatCodec.readFreshness(reader),
                RumourCodec.read(reader));
    }

    static void write(Rumours message, Writer writer) {
        RumourCodec.write(message.rumours(), writer);
    }

    static Rumours readRumours(Reader reader) {
        return new Rumours(RumourCodec.read(reader));
    }

    static void write(Buckets buckets, Writer writer) {
        writer.number(buckets.epoch());
        writer.number(buckets.firstBucket());
        writer.number(buckets.bucketsTotal());
        writer.number(buckets.hashes().size());
        for (long hash : buckets.hashes()) {
            writer.hash(hash);
        }
    }

    static Buckets readBuckets(Reader reader) {
        long epoch = reader.number();
        int firstBucket = reader.smallNumber();
        int bucketsTotal = reader.smallNumber();
        Long[] hashes = new Long[reader.count(Datagram.ITEMS_MAX, Long.BYTES)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = reader.hash();
        }
        return new Buckets(epoch, firstBucket, bucketsTotal, List.of(hashes));
    }

    static void write(Versions versions, Writer writer) {
        writer.number(versions.epoch());
        writer.number(versions.bucket());
        writer.octet(versions.answer() ? 1 : 0);
        writer.number(versions.from());
        writer.numberOrEnd(versions.until(), Long.MAX_VALUE);
        writer.number(versions.held().size());
        long before = versions.from();
        for (HeldVersion held : versions.held()) {
            writer.difference(held.origin(), before);
            writer.octet(held.topic());
            writer.number(held.version());
            before = held.origin();
        }
    }

    static Versions readVersions(Reader reader) {
        long epoch = reader.number();
        int bucket = reader.smallNumber();
        boolean answer = reader.flag();
        long from = reader.number();
        long until = reader.numberOrEnd(Long.MAX_VALUE);
        HeldVersion[] held = new HeldVersion[reader.count(Datagram.ITEMS_MAX, HELD_BYTES_MIN)];
        long origin = from;
        for (int i = 0; i < held.length; i++) {
            origin = reader.difference(origin);
            held[i] = new HeldVersion(origin, reader.octet(), reader.number());
        }
        return new Versions(epoch, bucket, from, until, answer, List.of(held));
    }
}
