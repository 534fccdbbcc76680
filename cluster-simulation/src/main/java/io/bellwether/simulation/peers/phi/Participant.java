package io.bellwether.simulation.peers.phi;

import io.bellwether.simulation.peers.Listeners;
import io.bellwether.simulation.peers.Stopwatch;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.world.Machine;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A process that is a member: its view, and all that changes it. */
final class Participant {

    /** Reaping and leading have an interval of their own, which no setting of ours changes. */
    private static final long TICK_NANOS = 1_000_000_000L;

    private static final int FAREWELLS = 5;

    private final PhiSettings settings;
    private final Machine machine;
    private final long self;
    private final Listeners listeners;
    private final Post post;
    private final Heartbeats heartbeats;
    private final Gossiper gossiper;
    private final Verdict[] verdicts;
    private final NavigableMap<Long, Long> unreachableSince = new TreeMap<>();
    private View view;
    private long reapAt;
    private long leadAt;
    private boolean shutDown;

    Participant(
            PhiSettings settings,
            Machine machine,
            long self,
            Listeners listeners,
            Post post,
            Verdict[] verdicts,
            View view,
            long now) {
        this.settings = settings;
        this.machine = machine;
        this.self = self;
        this.listeners = listeners;
        this.post = post;
        this.verdicts = verdicts;
        this.view = view.andSeenBy(self);
        heartbeats = new Heartbeats(settings, machine, post, self, now);
        gossiper = new Gossiper(settings, machine.random(), post, self, now);
        reapAt = now + TICK_NANOS + machine.random().nextLong(TICK_NANOS);
        leadAt = now + TICK_NANOS + machine.random().nextLong(TICK_NANOS);
        heartbeats.follow(this.view, now);
        gossiper.follow(this.view);
    }

    boolean shutDown() {
        return shutDown;
    }

    View view() {
        return view;
    }

    /** Tells the first opinion of everybody. */
    void introduce() {
        for (int subject = 0; subject < verdicts.length; subject++) {
            judge(subject);
        }
    }

    /** The opinions of a cluster in which all know all, which is no news. */
    void settle() {
        Arrays.fill(verdicts, Verdict.ALIVE);
    }

    long deadline() {
        return shutDown
                ? Stopwatch.NEVER
                : Math.min(Math.min(heartbeats.deadline(), gossiper.deadline()), Math.min(reapAt, leadAt));
    }

    void wake(long now) {
        heartbeats.wake(now);
        gossiper.wake(view, now);
        if (now >= reapAt) {
            reapAt = now + TICK_NANOS;
            reap(now);
        }
        if (now >= leadAt) {
            leadAt = now + TICK_NANOS;
            lead(now);
        }
    }

    void answered(Letter.HeartbeatResponse response, long now) {
        heartbeats.answered(response.from(), now);
    }

    void received(Letter.GossipStatus status) {
        if (!talksWith(status.from())) {
            return;
        }
        if (!status.seen().equals(view.seen())) {
            gossiper.send(view, status.from());
            return;
        }
        switch (view.version().compare(status.version())) {
            case SAME -> {}
            case BEFORE -> gossiper.sendStatus(view, status.from());
            case AFTER, CONFLICTING -> gossiper.send(view, status.from());
        }
    }

    void received(Letter.Gossip gossip, long now) {
        var theirs = gossip.view();
        if (gossip.to() != self || !talksWith(gossip.from()) || !theirs.has(self)) {
            return;
        }
        var order = view.version().compare(theirs.version());
        var next = switch (order) {
            case SAME -> view.andSeenAsIn(theirs);
            case AFTER -> view;
            case BEFORE -> theirs.sharing(view);
            case CONFLICTING -> pruned(theirs.sharing(view), view).merge(pruned(view, theirs));
        };
        adopt(next.andSeenBy(self), now);
        var theySawLess = order != VersionVector.Order.SAME && order != VersionVector.Order.BEFORE;
        if (!shutDown && (theySawLess || !theirs.seenBy(self))) {
            gossiper.send(view, gossip.from());
        }
    }

    /** A process wants in. One that ran on its machine before is dead then, and has to be removed first. */
    void received(Letter.Join join, long now) {
        var earlier = view.on(Address.machine(join.from()));
        if (earlier < 0 && !view.removed().contains(join.from())) {
            adopt(view.with(join.from(), Status.JOINING).changedBy(self), now);
        } else if (earlier >= 0 && earlier != join.from() && view.status(earlier) != Status.DOWN) {
            var terminated = view.with(view.reachability().with(self, earlier, false));
            adopt(terminated.with(earlier, Status.DOWN).changedBy(self), now);
        }
        if (view.has(join.from())) {
            post.send(join.from(), new Letter.Welcome(self, view));
        }
    }

    void welcomedBy(long member) {
        gossiper.send(view, member);
    }

    void leave(long now) {
        adopt(view.with(self, Status.EXITING).changedBy(self), now);
        for (int farewell = 0; farewell < FAREWELLS; farewell++) {
            gossiper.tick(view);
        }
    }

    /** A member that the other side has removed leaves no trace in the version, as when the leader removed it. */
    private static View pruned(View one, View other) {
        var version = one.version();
        for (var member : one.members().entrySet()) {
            if (member.getValue().leaving() && !other.has(member.getKey())) {
                version = version.without(member.getKey());
            }
        }
        return version == one.version()
                ? one
                : new View(one.members(), one.removed(), one.reachability(), version, one.seen());
    }

    private boolean talksWith(long address) {
        return view.has(address) && view.reachability().reaches(self, address);
    }

    private void reap(long now) {
        var gone = new TreeSet<>(heartbeats.unavailable(now));
        var reachability = view.reachability();
        for (long subject : gone) {
            if (view.has(subject)) {
                reachability = reachability.with(self, subject, false);
            }
        }
        for (long subject : view.reachability().unreachableFrom(self)) {
            // Who is down was replaced or removed by decision; its answers change nothing any more.
            if (!gone.contains(subject) && view.status(subject) != Status.DOWN) {
                reachability = reachability.with(self, subject, true);
            }
        }
        if (reachability != view.reachability()) {
            adopt(view.with(reachability).changedBy(self), now);
        }
    }

    private void lead(long now) {
        var lost = view.reachability().unreachable();
        unreachableSince.keySet().retainAll(lost);
        lost.forEach(subject -> unreachableSince.putIfAbsent(subject, now));
        if (!Leader.leads(view, self)) {
            return;
        }
        if (!settings.downAfter().isZero()) {
            downLongUnreachable(now);
        }
        if (Leader.converged(view, self)) {
            var next = Leader.act(view, self);
            if (!View.same(next, view)) {
                adopt(next, now);
            }
        }
    }

    private void downLongUnreachable(long now) {
        for (var entry : unreachableSince.entrySet()) {
            var status = view.status(entry.getKey());
            if (entry.getKey() != self
                    && status != null
                    && status != Status.DOWN
                    && now - entry.getValue() >= settings.downAfter().toNanos()) {
                adopt(view.with(entry.getKey(), Status.DOWN).changedBy(self), now);
            }
        }
    }

    /** The only place where the view changes. */
    private void adopt(View next, long now) {
        var previous = view;
        view = next;
        if (View.same(next.members(), previous.members()) && next.reachability() == previous.reachability()) {
            return;
        }
        heartbeats.follow(next, now);
        gossiper.follow(next);
        if (View.same(next.members(), previous.members())) {
            var affected = new TreeSet<>(previous.reachability().unreachable());
            affected.addAll(next.reachability().unreachable());
            affected.forEach(address -> judge(Address.machine(address)));
        } else {
            introduce();
        }
        shutDown = next.status(self) == Status.DOWN;
    }

    private void judge(int subject) {
        var verdict = verdict(subject);
        if (verdicts[subject] != verdict) {
            verdicts[subject] = verdict;
            machine.digest(subject * 31L + verdict.name().hashCode());
            if (machine.tracing()) {
                machine.note("member." + verdict, "machine " + subject);
            }
            listeners.tell(machine.self(), subject, verdict, machine.nanos());
        }
    }

    private Verdict verdict(int subject) {
        if (subject == machine.self()) {
            return Verdict.ALIVE;
        }
        var address = view.on(subject);
        var status = address < 0 ? null : view.status(address);
        if (status == null || status == Status.EXITING) {
            return Verdict.ABSENT;
        }
        var lost = status == Status.DOWN || view.reachability().unreachable().contains(address);
        return lost ? Verdict.UNREACHABLE : Verdict.ALIVE;
    }
}
