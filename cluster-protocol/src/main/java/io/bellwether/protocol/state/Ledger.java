package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.ViewDelta;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counters of the state, and what the entry at hand has changed so far. */
final class Ledger {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** At 19 bytes for a change with all numbers at full width; see the sizes of gossip. */
    private static final int CHANGES_PER_STEP = 60;

    private long clusterNanos;
    private long version;
    private long epoch;
    private long lastIncarnation;
    private long lastSequence;
    private boolean started;

    private long wallMillis;
    private final List<ViewDelta> steps = new ArrayList<>();
    private final List<MemberChange> changes = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    void open(Entry entry) {
        clusterNanos = Math.max(clusterNanos, entry.clusterNanos());
        wallMillis = entry.wallMillis();
        steps.clear();
        changes.clear();
        events.clear();
    }

    /** Ends the entry. */
    Applied close(Outcome outcome) {
        endStep();
        List<Event> told = new ArrayList<>(events.size());
        for (Event event : events) {
            told.add(event.at(version, epoch));
        }
        return new Applied(told, steps, outcome);
    }

    private void endStep() {
        if (!changes.isEmpty()) {
            version++;
            steps.add(new ViewDelta(version, epoch, changes));
            changes.clear();
        }
    }

    long nowNanos() {
        return clusterNanos;
    }

    long nowMillis() {
        return clusterNanos / NANOS_PER_MILLI;
    }

    long version() {
        return version;
    }

    long epoch() {
        return epoch;
    }

    long lastIncarnation() {
        return lastIncarnation;
    }

    long lastSequence() {
        return lastSequence;
    }

    boolean started() {
        return started;
    }

    void start() {
        started = true;
    }

    /**
     * The version that the next change of a member makes. All changes of an entry share it, until there are so many that the
     * step would not fit into a datagram: half of a thousand members, unreachable at one moment, still travel by gossip
     * instead of pulling a view each.
     */
    long pendingVersion() {
        if (changes.size() >= CHANGES_PER_STEP) {
            endStep();
        }
        return version + 1;
    }

    long nextIncarnation() {
        return ++lastIncarnation;
    }

    void joined(Member member) {
        epoch++;
        changes.add(new MemberChange.Joined(member));
    }

    void moved(Member member) {
        changes.add(
                new MemberChange.Moved(member.incarnation(), member.status(), member.cause(), member.sinceMillis()));
    }

    void readdressed(long incarnation, String address) {
        changes.add(new MemberChange.Readdressed(incarnation, address));
    }

    void gone(long incarnation, MemberStatus status, Cause cause) {
        epoch++;
        changes.add(new MemberChange.Gone(incarnation, status, cause));
    }

    /** A line about one name. */
    void tell(
            Event.Kind kind,
            NodeId id,
            long incarnation,
            @Nullable MemberStatus from,
            @Nullable MemberStatus to,
            @Nullable Cause cause,
            String evidence) {
        events.add(new Event(
                ++lastSequence,
                version,
                epoch,
                nowMillis(),
                wallMillis,
                kind,
                id,
                incarnation,
                from,
                to,
                cause,
                evidence));
    }

    /** A line about the whole cluster. */
    void tell(Event.Kind kind, String evidence) {
        events.add(new Event(
                ++lastSequence, version, epoch, nowMillis(), wallMillis, kind, null, 0, null, null, null, evidence));
    }

    long hash() {
        long hash = StateHash.chain(clusterNanos, version);
        hash = StateHash.chain(hash, epoch);
        hash = StateHash.chain(hash, lastIncarnation);
        hash = StateHash.chain(hash, lastSequence);
        return StateHash.chain(hash, started ? 1 : 0);
    }

    void restore(Image image) {
        clusterNanos = image.clusterNanos();
        version = image.version();
        epoch = image.epoch();
        lastIncarnation = image.lastIncarnation();
        lastSequence = image.lastSequence();
        started = image.started();
    }
}
