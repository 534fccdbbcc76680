package io.bellwether.protocol.wire;

/** Why a datagram is refused, in the order in which it is checked. Each is counted by whoever receives. */
public enum Refusal implements Decoded {
    /** Fewer bytes than header and tag need. */
    TOO_SHORT,
    /** More bytes than any datagram has. */
    TOO_LONG,
    /** Another version of the wire, or not ours at all. */
    WRONG_VERSION,
    /** A key that this node does not hold. */
    UNKNOWN_KEY,
    /** Sender or nonce cannot be. */
    BAD_HEADER,
    /** Not made with the secret of this cluster, or changed on the way. Everything below was made with it. */
    BAD_TAG,
    /** Seen before, or so old that it cannot be told. */
    REPLAYED,
    /** A kind of message of a newer version. */
    UNKNOWN_KIND,
    /** A status, cause, change or trial of a newer version. */
    UNKNOWN_CODE,
    /** A body that breaks the rules of its kind. */
    MALFORMED
}
