package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.Message;

/** Which codec writes and reads the body of which kind. */
final class Bodies {

    private Bodies() {}

    /** Turns the body of a kind into its message. */
    interface BodyReader {

        Message read(Kind kind, Reader reader);
    }

    static void write(Message message, Writer writer) {
        switch (message) {
            case Message.Beat beat -> BeatCodec.write(beat, writer);
            case Message.Report report -> ReportCodec.write(report, writer);
            case Message.Relay relay -> ReportCodec.write(relay, writer);
            case Message.Ping ping -> TrialCodec.write(ping, writer);
            case Message.Pong pong -> TrialCodec.write(pong, writer);
            case Message.Ask ask -> TrialCodec.write(ask, writer);
            case Message.Opinion opinion -> TrialCodec.write(opinion, writer);
            case Message.Deltas deltas -> ViewCodec.write(deltas, writer);
            case Message.DeltasWanted wanted -> ViewCodec.write(wanted, writer);
            case Message.Gossip gossip -> GossipCodec.write(gossip, writer);
            case Message.Buckets buckets -> GossipCodec.write(buckets, writer);
            case Message.Versions versions -> GossipCodec.write(versions, writer);
            case Message.Rumours rumours -> GossipCodec.write(rumours, writer);
        }
    }

    static Message read(Kind kind, Reader reader) {
        return switch (kind) {
            case BEAT -> BeatCodec.read(reader);
            case REPORT -> ReportCodec.read(reader);
            case RELAY -> ReportCodec.readRelay(reader);
            case PING -> TrialCodec.readPing(reader);
            case PONG -> TrialCodec.readPong(reader);
            case ASK -> TrialCodec.readAsk(reader);
            case OPINION -> TrialCodec.readOpinion(reader);
            case DELTAS -> ViewCodec.readDeltas(reader);
            case DELTAS_WANTED -> ViewCodec.readWanted(reader);
            case GOSSIP -> GossipCodec.readGossip(reader);
            case BUCKETS -> GossipCodec.readBuckets(reader);
            case VERSIONS -> GossipCodec.readVersions(reader);
            case RUMOURS -> GossipCodec.readRumours(reader);
        };
    }
}
