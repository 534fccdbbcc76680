package io.bellwether.simulation.peers.phi;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole state that is gossiped. Never changes itself; parts that did not change are shared between versions.
 *
 * @param removed who was removed, so that an old view does not bring them back
 * @param seen machines that are known to have this version
 */
record View(
        NavigableMap<Long, Status> members,
        NavigableSet<Long> removed,
        Reachability reachability,
        VersionVector version,
        BitSet seen) {

    /** Everybody a member that all have seen, as after a quiet hour. */
    static View settled(int machines) {
        var members = new TreeMap<Long, Status>();
        for (int machine = 0; machine < machines; machine++) {
            members.put(Address.of(machine, 0), Status.UP);
        }
        var seen = new BitSet();
        seen.set(0, machines);
        var version = VersionVector.EMPTY.changedBy(Address.of(0, 0));
        return new View(members, new TreeSet<>(), Reachability.ALL, version, seen);
    }

    /** The first process, alone. */
    static View alone(long self) {
        var members = new TreeMap<Long, Status>();
        members.put(self, Status.UP);
        return new View(members, new TreeSet<>(), Reachability.ALL, VersionVector.EMPTY, new BitSet()).changedBy(self);
    }

    /** Whether two parts or views are one object: what did not change is shared, so another object is a change. */
    @SuppressWarnings("ReferenceEquality") // which object it is, and not what it holds, is the question here
    static boolean same(Object one, @Nullable Object other) {
        return one == other;
    }

    boolean has(long address) {
        return members.containsKey(address);
    }

    @Nullable
    Status status(long address) {
        return members.get(address);
    }

    /** The newest process of a machine that is a member, or -1. */
    long on(int machine) {
        var address = members.lowerKey(Address.of(machine + 1, 0));
        return address != null && Address.machine(address) == machine ? address : -1;
    }

    boolean seenBy(long address) {
        return seen.get(Address.machine(address));
    }

    /** As a new version by this process, which nobody else can have seen. */
    View changedBy(long self) {
        var onlySelf = new BitSet();
        onlySelf.set(Address.machine(self));
        return new View(members, removed, reachability, version.changedBy(self), onlySelf);
    }

    View andSeenBy(long self) {
        if (seenBy(self)) {
            return this;
        }
        var more = (BitSet) seen.clone();
        more.set(Address.machine(self));
        return new View(members, removed, reachability, version, more);
    }

    View andSeenAsIn(View other) {
        var more = (BitSet) seen.clone();
        more.or(other.seen);
        return new View(members, removed, reachability, version, more);
    }

    /** With the other's members, if they are the same: then they need no longer be compared. */
    View sharing(View other) {
        return members.equals(other.members) ? new View(other.members, removed, reachability, version, seen) : this;
    }

    View with(Reachability changed) {
        return new View(members, removed, changed, version, seen);
    }

    View with(long member, Status status) {
        var changed = new TreeMap<>(members);
        changed.put(member, status);
        var stillSeen = (BitSet) seen.clone();
        if (status == Status.DOWN) {
            stillSeen.clear(Address.machine(member));
        }
        return new View(changed, removed, reachability, version, stillSeen);
    }

    View without(long member) {
        var fewer = new TreeMap<>(members);
        fewer.remove(member);
        var more = new TreeSet<>(removed);
        more.add(member);
        var stillSeen = (BitSet) seen.clone();
        stillSeen.clear(Address.machine(member));
        return new View(fewer, more, reachability.only(fewer::containsKey), version.without(member), stillSeen);
    }

    /** Of two conflicting versions a third, which nobody has seen. */
    View merge(View other) {
        var gone = new TreeSet<>(removed);
        gone.addAll(other.removed);
        var merged = same(members, other.members) ? members : mergeMembers(other, gone);
        var versions = version.merge(other.version);
        for (var member : gone) {
            versions = versions.without(member);
        }
        return new View(
                merged, gone, reachability.merge(other.reachability, merged::containsKey), versions, new BitSet());
    }

    private NavigableMap<Long, Status> mergeMembers(View other, NavigableSet<Long> gone) {
        var merged = new TreeMap<Long, Status>();
        members.forEach((member, status) -> mergeMember(merged, member, status, other.status(member), gone));
        other.members.forEach((member, status) -> mergeMember(merged, member, status, status(member), gone));
        return merged;
    }

    private static void mergeMember(
            NavigableMap<Long, Status> into,
            long member,
            Status here,
            @Nullable Status there,
            NavigableSet<Long> gone) {
        if (gone.contains(member)) {
            return;
        }
        if (there != null) {
            into.put(member, here.compareTo(there) >= 0 ? here : there);
        } else if (!here.leaving()) {
            // One side only: a member on its way out has been removed on the other, any other one is new there.
            into.put(member, here);
        }
    }
}
