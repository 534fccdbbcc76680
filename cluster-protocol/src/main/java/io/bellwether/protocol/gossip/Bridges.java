package io.bellwether.protocol.gossip;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The members that carry gossip across zones: in every zone those whose incarnation has the lowest hash. Nobody has to be
 * asked, because all nodes that hold one view find the same. A member that is UNREACHABLE makes room for the next.
 */
final class Bridges {

    /** Every zone keeps as many, if it has as many members. */
    static final int BRIDGES_MIN = 3;

    private static final int MEMBERS_PER_BRIDGE = 100;

    private Bridges() {}

    private static int wanted(int zoneSize) {
        return Math.max(BRIDGES_MIN, zoneSize / MEMBERS_PER_BRIDGE);
    }

    /** Other than the ring's order, or all bridges were neighbours in it. */
    private static long rank(long incarnation) {
        return Mix.of(~incarnation);
    }

    /** Whether this node is a bridge of a zone in which the first {@code count} others are reachable. */
    static boolean isBridge(long self, long[] others, int count) {
        long mine = rank(self);
        int lower = 0;
        for (int i = 0; i < count; i++) {
            if (Long.compareUnsigned(rank(others[i]), mine) < 0) {
                lower++;
            }
        }
        return lower < wanted(count + 1);
    }

    /** The bridges of all zones but that of this member. */
    static long[] outside(View view, long self) {
        Member me = view.member(self);
        String own = me == null ? "" : me.zone();
        return zones(view).entrySet().stream()
                .filter(zone -> !zone.getKey().equals(own))
                .flatMap(zone -> lowest(zone.getValue()).stream())
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static Map<String, List<Long>> zones(View view) {
        Map<String, List<Long>> zones = new TreeMap<>();
        for (Member member : view.members()) {
            if (member.status() != MemberStatus.UNREACHABLE) {
                zones.computeIfAbsent(member.zone(), zone -> new ArrayList<>()).add(member.incarnation());
            }
        }
        return zones;
    }

    private static List<Long> lowest(List<Long> zone) {
        zone.sort((a, b) -> Long.compareUnsigned(rank(a), rank(b)));
        return zone.subList(0, Math.min(zone.size(), wanted(zone.size())));
    }
}
