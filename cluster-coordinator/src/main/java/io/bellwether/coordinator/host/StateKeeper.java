package io.bellwether.coordinator.host;

import io.bellwether.coordinator.raft.LogConsumer;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.LogRecordCodec;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.coordinator.storage.Snapshot;
import io.bellwether.coordinator.storage.SnapshotCodec;
import io.bellwether.protocol.authority.CoordinatorInput;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Outcome;
import io.bellwether.protocol.state.StateRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the replicated state, on the thread of the log: applies what is committed, makes and restores snapshots, and tells
 * the loop and whoever proposed. The authority on the loop applies the same entries to a state of its own: it judges by
 * it, and must neither wait for this thread nor share anything with it. Both tell a hash, so that two that differ are found
 * at the entry that made them differ.
 */
final class StateKeeper implements LogConsumer {

    private final StateRules rules;
    private final List<Part> parts;
    private final NewsQueue news;
    private final Writes writes;
    private final TransitionLog transitions;
    private final HostCounts counts;
    private final LogRecordCodec records = new LogRecordCodec();
    private final SnapshotCodec snapshots = new SnapshotCodec();
    private final OperatorMemory operators = new OperatorMemory();

    private ClusterState members;
    private volatile Replicated published;

    StateKeeper(
            StateRules rules,
            List<Part> parts,
            NewsQueue news,
            Writes writes,
            TransitionLog transitions,
            HostCounts counts) {
        this.counts = counts;
        this.rules = rules;
        this.parts = List.copyOf(parts);
        this.news = news;
        this.writes = writes;
        this.transitions = transitions;
        this.members = new ClusterState(rules);
        this.published = photograph(-1);
    }

    /** The members as of the last entry. For all threads. */
    Replicated replicated() {
        return published;
    }

    private Replicated photograph(long index) {
        return new Replicated(index, members.view(), members.clusterNanos(), members.protection(), members.hash());
    }

    @Override
    public void restored(long index, byte[] bytes) {
        Snapshot snapshot = snapshots.decode(bytes);
        members = ClusterState.restore(rules, snapshot.members());
        for (Part part : parts) {
            part.restore(PartImages.find(snapshot.parts(), part.name()));
        }
        operators.restore(PartImages.find(snapshot.parts(), OperatorMemory.NAME));
        news.put(new LogNews.Restored(snapshot.members()));
        publish(index);
        transitions.restored(index, members.view());
    }

    @Override
    public void committed(long index, long term, long ticket, byte[] bytes) {
        LogRecord entry = records.decode(bytes);
        Object answer = index;
        if (entry.payload() instanceof Payload.Membership(var command)) {
            answer = OperatorMemory.isOperators(command)
                    ? operated(index, ticket, entry, command)
                    : applied(index, ticket, entry, command);
        }
        Object part = takenByParts(index, entry);
        publish(index);
        writes.committed(index, ticket, part == null ? answer : part);
        counts.committed(ticket, System.nanoTime());
    }

    private Operated operated(long index, long ticket, LogRecord record, Command command) {
        Operated before = operators.find(record.id(), command);
        if (before != null) {
            // What is left of it is its time. The authority, which does not know what was asked before, is told so too.
            applied(index, ticket, record, new Command.Tick());
            return before;
        }
        Operated answer = Operated.of(applied(index, ticket, record, command));
        operators.add(record.id(), command, answer);
        return answer;
    }

    private Outcome applied(long index, long ticket, LogRecord record, Command command) {
        var entry = new Entry(record.term(), record.clusterNanos(), record.wallMillis(), command);
        Applied applied = members.apply(entry);
        news.put(new LogNews.Applied(new CoordinatorInput.Committed(index, entry, ticket), members.hash()));
        counts.applied(command);
        if (transitions.isNew(index)) {
            counts.happened(applied.events());
            transitions.tell(applied.events());
        }
        for (Part part : parts) {
            if (part instanceof Witness witness) {
                witness.members(index, applied.events());
            }
        }
        return applied.outcome();
    }

    // Proposals carry the cluster time of the last tick, and can be overtaken by the next one: no part has to fear that
    // time goes backwards.
    private @Nullable Object takenByParts(long index, LogRecord entry) {
        LogRecord stamped = new LogRecord(
                entry.format(),
                entry.term(),
                Math.max(entry.clusterNanos(), members.clusterNanos()),
                entry.wallMillis(),
                entry.id(),
                entry.payload());
        Object answer = null;
        for (Part part : parts) {
            if (part.takes(entry.payload())) {
                Object told = part.apply(index, stamped);
                // A tick is taken by whoever has times to live; its proposer asks for the members' answer.
                answer = entry.payload() instanceof Payload.Membership ? null : told;
            }
        }
        return answer;
    }

    private void publish(long index) {
        Replicated before = published;
        Replicated now = photograph(index);
        published = now;
        writes.reached(now);
        if (now.view().epoch() != before.view().epoch()) {
            counts.membersChanged();
        }
    }

    @Override
    public void failed(long ticket, Fate fate) {
        counts.failed(ticket);
        if (!writes.failed(ticket, fate)) {
            news.put(new LogNews.Happened(new CoordinatorInput.ProposalFailed(ticket)));
        }
    }

    @Override
    public void role(Role role) {
        writes.role(role);
        counts.role(role);
        transitions.role(role);
        news.put(new LogNews.Happened(
                new CoordinatorInput.Role(role.leading(), role.term(), role.leader(), role.voters())));
    }

    @Override
    public byte[] snapshot() {
        List<Snapshot.Part> images = new ArrayList<>();
        for (Part part : parts) {
            images.add(PartImages.pack(part.name(), part.image()));
        }
        images.add(PartImages.pack(OperatorMemory.NAME, operators.image()));
        return snapshots.encode(Snapshot.of(members.image(), images));
    }
}
