package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Rumour;
import java.util.List;

/** Sizes as if every number had its full width: what no sensible codec goes over. */
public final class FixedSizes implements Sizes {

    private static final int HEADER_AND_TAG = 33;
    private static final int FRESHNESS = 8 + 8 + 4;
    private static final int COUNT = 2;
    private static final int GOSSIP = 8 + 8 + 8 + 1 + FRESHNESS + COUNT;
    private static final int VERSIONS = 8 + 4 + 8 + 8 + 1 + COUNT;
    private static final int HELD_VERSION = 8 + 1 + 8;
    private static final int RUMOUR = 8 + 8 + 1 + 4 + 1 + COUNT;
    private static final int BAD_EDGE = 8 + 1 + 1;
    private static final int DELTA = 8 + 8 + COUNT;

    @Override
    public int envelopeBytesMax() {
        return HEADER_AND_TAG + Math.max(GOSSIP, VERSIONS);
    }

    @Override
    public int bytesMax(Rumour rumour) {
        return RUMOUR
                + switch (rumour.content()) {
                    case Rumour.Health health -> 1 + 1 + health.terms().size() + 4;
                    case Rumour.Profile profile -> 1 + profileBytes(profile.entries());
                    case Rumour.BadEdges bad -> 1 + BAD_EDGE * bad.edges().size();
                };
    }

    private static int profileBytes(List<Rumour.Profile.Entry> entries) {
        int bytes = 0;
        for (var entry : entries) {
            bytes += 1 + entry.key().length() + 1 + entry.value().length();
        }
        return bytes;
    }

    @Override
    public int bytesMax(ViewDelta delta) {
        int bytes = DELTA;
        for (MemberChange change : delta.changes()) {
            bytes += 1
                    + switch (change) {
                        case MemberChange.Joined(Member member) -> memberBytes(member);
                        case MemberChange.Moved moved -> 8 + 1 + 1 + 8;
                        case MemberChange.Gone gone -> 8 + 1 + 1;
                        case MemberChange.Readdressed(long incarnation, String address) -> 8 + 1 + address.length();
                    };
        }
        return bytes;
    }

    private static int memberBytes(Member member) {
        int texts = 1 + member.id().name().length();
        texts += 1 + member.zone().length();
        texts += 1 + member.failureDomain().length();
        texts += 1 + member.address().length();
        return texts + 8 + 1 + 1 + 8 + 8 + 1;
    }

    @Override
    public int heldVersionBytesMax() {
        return HELD_VERSION;
    }

    @Override
    public int bytesMax(Message message) {
        return HEADER_AND_TAG
                + switch (message) {
                    case Message.Gossip gossip -> GOSSIP + rumourBytes(gossip.news());
                    case Message.Rumours(var rumours) -> COUNT + rumourBytes(rumours);
                    case Message.Buckets buckets ->
                        8 + 4 + 4 + COUNT + 8 * buckets.hashes().size();
                    case Message.Versions versions ->
                        VERSIONS + HELD_VERSION * versions.held().size();
                    case Message.Deltas deltas -> 1 + 4 + COUNT + deltaBytes(deltas.deltas());
                    case Message.DeltasWanted wanted -> 8;
                    default -> throw new IllegalArgumentException("not a message of gossip: " + message);
                };
    }

    private int rumourBytes(List<Rumour> rumours) {
        int bytes = 0;
        for (int i = 0; i < rumours.size(); i++) {
            bytes += bytesMax(rumours.get(i));
        }
        return bytes;
    }

    private int deltaBytes(List<ViewDelta> deltas) {
        int bytes = 0;
        for (int i = 0; i < deltas.size(); i++) {
            bytes += bytesMax(deltas.get(i));
        }
        return bytes;
    }
}
