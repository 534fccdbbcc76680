package io.bellwether.protocol.wire;

/** Writes the header of {@link Datagram}. */
final class Header {

    private Header() {}

    static void write(int keyId, Kind kind, long sender, long nonce, Writer writer) {
        writer.octet(Datagram.VERSION);
        writer.octet(keyId);
        writer.octet(kind.code());
        writer.number(sender);
        writer.number(nonce);
    }
}
