package io.bellwether.protocol.wire;

/** Makes and checks the tags of datagrams. Confined to one thread. */
public interface Authenticator {

    /** The id of the key that makes new tags, 0 to 255. */
    int keyId();

    /** Whether tags of this key can be checked. */
    boolean knows(int keyId);

    /** Puts the tag of the first {@code length} bytes behind them, made with the key of {@link #keyId()}. */
    void sign(byte[] datagram, int length);

    /** Whether the bytes behind the first {@code length} are their tag. Takes as long for a wrong one as for a right one. */
    boolean verify(int keyId, byte[] datagram, int length);
}
