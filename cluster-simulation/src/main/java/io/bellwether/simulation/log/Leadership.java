package io.bellwether.simulation.log;

import static java.util.Objects.requireNonNull;

import io.bellwether.simulation.log.LogMessage.Append;
import io.bellwether.simulation.log.LogMessage.Appended;
import io.bellwether.simulation.world.Machine;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a leader does: takes proposals, sends entries, commits what a majority holds. */
final class Leadership<C> {

    /** Proposals without an outcome at most; one more fails at once. */
    static final int OPEN_MAX = 10_000;

    private record Held<C>(long ticket, C command, long dueNanos) {}

    private final int self;
    private final List<Integer> voters;
    private final LogTiming timing;
    private final Disk<C> disk;
    private final Machine machine;
    private final LogFaults faults;
    private final Outcomes<C> outcomes;
    private final Map<Integer, Progress> followers = new TreeMap<>();
    private final Deque<Held<C>> held = new ArrayDeque<>();

    private long beginIndex;
    private long heartbeatNanos;

    Leadership(
            int self,
            List<Integer> voters,
            LogTiming timing,
            Disk<C> disk,
            Machine machine,
            LogFaults faults,
            Outcomes<C> outcomes) {
        this.self = self;
        this.voters = voters;
        this.timing = timing;
        this.disk = disk;
        this.machine = machine;
        this.faults = faults;
        this.outcomes = outcomes;
    }

    /** The entry that began this term, whose commit commits all before it. */
    long beginIndex() {
        return beginIndex;
    }

    /** Begins a term: nothing of former terms counts as committed before an entry of this one does. */
    void begin(long now) {
        followers.clear();
        for (int voter : voters) {
            if (voter != self) {
                followers.put(voter, new Progress(disk.lastIndex() + 1, now));
            }
        }
        disk.append(new LogEntry<>(disk.term(), null));
        beginIndex = disk.lastIndex();
        heartbeat(now);
    }

    /** Whether a majority was there within electionMax, by answers to questions no older than that. */
    boolean answered(long now) {
        long there = followers.values().stream()
                .filter(each -> now - each.answeredNanos < timing.electionMaxNanos())
                .count();
        return there >= voters.size() / 2;
    }

    void propose(long ticket, C command, long now) {
        boolean full = held.size() + outcomes.open() >= OPEN_MAX;
        if (full || faults.refuses(machine.random())) {
            outcomes.fail(ticket);
        } else {
            held.add(new Held<>(ticket, command, now + faults.proposalDelayNanos()));
        }
    }

    /** Ends the term on this replica. */
    void end() {
        held.forEach(each -> outcomes.fail(each.ticket));
        held.clear();
    }

    void wake(long now) {
        // In order: a later proposal with a shorter delay waits for those before it.
        while (!held.isEmpty() && held.element().dueNanos - now <= 0) {
            enter(held.remove());
        }
        if (now - heartbeatNanos >= 0) {
            heartbeat(now);
        } else {
            followers.forEach((to, follower) -> sendMore(to, follower, now));
        }
        commit();
    }

    long deadlineNanos() {
        return held.isEmpty() || heartbeatNanos - held.element().dueNanos < 0
                ? heartbeatNanos
                : held.element().dueNanos;
    }

    void onAppended(int from, Appended answer, long now) {
        Progress follower = requireNonNull(followers.get(from));
        follower.answered(answer.sentNanos());
        if (answer.fits()) {
            follower.fits(answer.index());
            commit();
            sendMore(from, follower, now);
        } else {
            follower.conflicts(answer.index());
            sendMore(from, follower, now);
        }
    }

    private void enter(Held<C> proposal) {
        disk.append(new LogEntry<>(disk.term(), proposal.command));
        outcomes.entered(disk.lastIndex(), proposal.ticket);
        if (faults.repeats(machine.random())) {
            disk.append(new LogEntry<>(disk.term(), proposal.command));
        }
    }

    private void heartbeat(long now) {
        followers.forEach((to, follower) -> send(to, follower, now));
        heartbeatNanos = now + timing.heartbeatNanos();
    }

    private void sendMore(int to, Progress follower, long now) {
        if (!follower.busy && follower.next <= disk.lastIndex()) {
            send(to, follower, now);
        }
    }

    private void send(int to, Progress follower, long now) {
        long previous = follower.next - 1;
        List<LogEntry<C>> entries = disk.from(follower.next, timing.batchMax());
        follower.sentNanos = now;
        follower.busy = true;
        Append<C> append =
                new Append<>(disk.term(), previous, disk.termAt(previous), entries, outcomes.commitIndex(), now);
        machine.send(to, append, append.bytes(), timing.channel());
    }

    // Only an entry of the own term commits by being on a majority, and takes those before it along: one of a former
    // term may be on a majority and still be lost to a later leader (the paper's figure 8).
    private void commit() {
        long index = heldByMajority();
        if (index > outcomes.commitIndex() && disk.termAt(index) == disk.term()) {
            outcomes.commitUpTo(index);
        }
    }

    private long heldByMajority() {
        long[] matched = new long[voters.size()];
        int count = 0;
        matched[count++] = disk.lastIndex();
        for (Progress follower : followers.values()) {
            matched[count++] = follower.matched;
        }
        Arrays.sort(matched);
        return matched[(matched.length - 1) / 2];
    }
}
