package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.Message.Ask;
import io.bellwether.protocol.message.Message.Opinion;
import io.bellwether.protocol.message.Message.Ping;
import io.bellwether.protocol.message.Message.Pong;

/**
 * The bodies with which coordinators try a subject by themselves.
 *
 * <pre>
 * ping       to number, nonce 8 bytes
 * pong       nonce 8 bytes
 * ask        subject number, round number, how 1 byte
 * opinion    subject number, round number, how 1 byte, answers number
 * </pre>
 */
final class TrialCodec {

    private TrialCodec() {}

    static void write(Ping ping, Writer writer) {
        writer.number(ping.to());
        writer.hash(ping.nonce());
    }

    static Ping readPing(Reader reader) {
        return new Ping(reader.number(), reader.hash());
    }

    static void write(Pong pong, Writer writer) {
        writer.hash(pong.nonce());
    }

    static Pong readPong(Reader reader) {
        return new Pong(reader.hash());
    }

    static void write(Ask ask, Writer writer) {
        writer.number(ask.subject());
        writer.number(ask.round());
        writer.octet(Codes.of(ask.how()));
    }

    static Ask readAsk(Reader reader) {
        return new Ask(reader.number(), reader.number(), Codes.trial(reader.octet()));
    }

    static void write(Opinion opinion, Writer writer) {
        writer.number(opinion.subject());
        writer.number(opinion.round());
        writer.octet(Codes.of(opinion.how()));
        writer.number(opinion.answers());
    }

    static Opinion readOpinion(Reader reader) {
        return new Opinion(reader.number(), reader.number(), Codes.trial(reader.octet()), reader.smallNumber());
    }
}
