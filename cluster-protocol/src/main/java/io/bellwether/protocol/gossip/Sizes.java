package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Rumour;

/** How many bytes things take on the wire, at most. The codec knows it exactly. */
public interface Sizes {

    /** The largest datagram, header and tag included. */
    int DATAGRAM_BYTES_MAX = 1_400;

    /** What a datagram of gossip takes besides the items of its list: header, tag, fixed fields, count. */
    int envelopeBytesMax();

    /** One rumour in a list. */
    int bytesMax(Rumour rumour);

    /** One delta in a list. */
    int bytesMax(ViewDelta delta);

    /** One entry of a page of versions. */
    int heldVersionBytesMax();

    /** A whole datagram with this message, one of those that gossip sends. */
    int bytesMax(Message message);

    /** What is left for the items of a list. */
    default int roomBytes() {
        return DATAGRAM_BYTES_MAX - envelopeBytesMax();
    }
}
