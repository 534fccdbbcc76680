package io.bellwether.protocol.monitoring;

import io.bellwether.protocol.membership.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * What is different between the members that the graph holds and those of a view, found in one walk over both.
 *
 * @param all The places of all members of the view, by name.
 * @param come Those that are new.
 * @param gone Those that are no more.
 * @param moved Those that stay, in another zone.
 * @param renamed Whether one that stays has another incarnation or role.
 */
record MembershipDiff(List<Place> all, List<Place> come, List<Place> gone, List<Place> moved, boolean renamed) {

    /** Both are ordered by name. Places that stay are handed to the member as the view has it. */
    static MembershipDiff between(List<Place> held, List<Member> members) {
        List<Place> all = new ArrayList<>(members.size());
        List<Place> come = new ArrayList<>();
        List<Place> gone = new ArrayList<>();
        List<Place> moved = new ArrayList<>();
        boolean renamed = false;
        int next = 0;
        for (Member member : members) {
            while (next < held.size() && isBefore(held.get(next).member(), member)) {
                gone.add(held.get(next++));
            }
            if (next == held.size() || !isSameName(held.get(next).member(), member)) {
                Place place = new Place(member);
                come.add(place);
                all.add(place);
                continue;
            }
            Place place = held.get(next++);
            Member before = place.member();
            all.add(place);
            if (!before.equals(member)) {
                place.takenOverBy(member);
                renamed |= before.incarnation() != member.incarnation() || before.coordinator() != member.coordinator();
                if (!before.zone().equals(member.zone())) {
                    moved.add(place);
                }
            }
        }
        gone.addAll(held.subList(next, held.size()));
        return new MembershipDiff(all, come, gone, moved, renamed);
    }

    boolean isNothing() {
        return come.isEmpty() && gone.isEmpty() && moved.isEmpty() && !renamed;
    }

    private static boolean isSameName(Member a, Member b) {
        return a.id().equals(b.id());
    }

    private static boolean isBefore(Member a, Member b) {
        return !isSameName(a, b) && a.id().compareTo(b.id()) < 0;
    }
}
