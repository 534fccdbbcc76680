package io.bellwether.simulation.log;

import io.bellwether.simulation.log.LogMessage.Append;
import io.bellwether.simulation.log.LogMessage.Appended;
import io.bellwether.simulation.world.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The replica's log up to the listener: what is stored, what of it is committed, and what was told. */
final class Outcomes<C> {

    private final int self;
    private final Disk<C> disk;
    private final Machine machine;
    private final LogReplica.Listener<C> listener;
    private final LogFaults faults;
    private final Map<Long, Long> ticketByIndex = new TreeMap<>();
    private List<Long> failed = new ArrayList<>();

    private long commitIndex;
    private long handedOver;
    private boolean leading;
    private long toldTerm;
    private int toldLeader = LogReplica.NOBODY;

    Outcomes(int self, Disk<C> disk, Machine machine, LogReplica.Listener<C> listener, LogFaults faults) {
        this.self = self;
        this.disk = disk;
        this.machine = machine;
        this.listener = listener;
        this.faults = faults;
    }

    long commitIndex() {
        return commitIndex;
    }

    /** What the listener was told last. */
    boolean leading() {
        return leading;
    }

    /** Stores what fits onto the log and says so, or where it may fit. */
    Appended store(Append<C> append) {
        long previous = append.previousIndex();
        if (previous > disk.lastIndex()) {
            return new Appended(disk.term(), false, disk.lastIndex(), append.sentNanos());
        }
        if (disk.termAt(previous) != append.previousTerm()) {
            return new Appended(disk.term(), false, beforeTermOf(previous), append.sentNanos());
        }
        long index = previous;
        for (LogEntry<C> entry : append.entries()) {
            index++;
            if (index <= disk.lastIndex() && disk.termAt(index) != entry.term()) {
                disk.truncateFrom(index);
            }
            if (index > disk.lastIndex()) {
                disk.append(entry);
            }
        }
        // No further than what this message has compared: what lies behind may be of a lost leader.
        commitUpTo(Math.min(append.commitIndex(), index));
        return new Appended(disk.term(), true, index, append.sentNanos());
    }

    // The whole term is suspect: skipping it costs one round trip per term instead of one per entry.
    private long beforeTermOf(long index) {
        long before = index;
        while (before > commitIndex && disk.termAt(before) == disk.termAt(index)) {
            before--;
        }
        return before;
    }

    void commitUpTo(long index) {
        while (commitIndex < index) {
            commitIndex++;
            disk.check().commits(self, disk.term(), commitIndex);
        }
    }

    int open() {
        return ticketByIndex.size();
    }

    void entered(long index, long ticket) {
        ticketByIndex.put(index, ticket);
    }

    void fail(long ticket) {
        failed.add(ticket);
    }

    /** Fails all that are in the log: whoever steps down cannot know what becomes of them. */
    void failAll() {
        failed.addAll(ticketByIndex.values());
        ticketByIndex.clear();
    }

    boolean hasFailed() {
        return !failed.isEmpty();
    }

    /** Tells the listener all it does not know yet: entries, then the role, then failures. */
    void tell(boolean leads, long beginIndex, int leader) {
        handOver(leads);
        boolean nowLeading = leads && handedOver >= beginIndex;
        if (nowLeading != leading || disk.term() != toldTerm || leader != toldLeader) {
            leading = nowLeading;
            toldTerm = disk.term();
            toldLeader = leader;
            listener.role(leading, toldTerm, toldLeader);
        }
        List<Long> taken = failed;
        failed = new ArrayList<>();
        taken.forEach(listener::failed);
    }

    private void handOver(boolean leads) {
        if (faults.holdsCommits() && !leads) {
            return;
        }
        while (handedOver < commitIndex) {
            handedOver++;
            LogEntry<C> entry = disk.at(handedOver);
            Long ticket = ticketByIndex.remove(handedOver);
            machine.digest(31 * handedOver + entry.term());
            if (entry.command() != null) {
                listener.committed(handedOver, entry.term(), entry.command(), ticket == null ? 0 : ticket);
            }
        }
    }
}
