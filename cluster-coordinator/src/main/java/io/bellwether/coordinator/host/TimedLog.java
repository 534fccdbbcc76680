package io.bellwether.coordinator.host;

import io.bellwether.coordinator.raft.AgreedLog;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.membership.NodeId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log whose proposals are timed; all else passes through. */
final class TimedLog implements AgreedLog {

    private final AgreedLog log;
    private final HostCounts counts;

    TimedLog(AgreedLog log, HostCounts counts) {
        this.log = log;
        this.counts = counts;
    }

    @Override
    public void start() {
        log.start();
    }

    @Override
    public void propose(long ticket, byte[] entry) {
        counts.proposed(ticket, System.nanoTime());
        log.propose(ticket, entry);
    }

    @Override
    public Status status() {
        return log.status();
    }

    @Override
    public boolean isBacked() {
        return log.isBacked();
    }

    @Override
    public CompletableFuture<Void> transferLeadership(NodeId to) {
        return log.transferLeadership(to);
    }

    @Override
    public CompletableFuture<Void> changeVoters(List<Voter> voters) {
        return log.changeVoters(voters);
    }

    @Override
    public CompletableFuture<Long> takeSnapshot() {
        return log.takeSnapshot();
    }

    @Override
    public void close() {
        log.close();
    }
}
