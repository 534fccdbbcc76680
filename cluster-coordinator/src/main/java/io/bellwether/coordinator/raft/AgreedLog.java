package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The log that all coordinators agree on. What it has to tell goes to one {@link LogConsumer}, in one order. No method
 * waits for the log, the disk or the network, except {@link #start} and {@link #close}. Safe for use by many threads.
 */
public interface AgreedLog extends AutoCloseable {

    /** Begins. If it cannot, {@link Halt} is called and says why. */
    void start();

    /**
     * Proposes an entry. Its outcome is told to the consumer: committed with this ticket, or failed with it, never both.
     *
     * @param ticket what the consumer will hear it by: not 0, and never used before in this process
     */
    void propose(long ticket, byte[] entry);

    /** How it stands, now. */
    Status status();

    /**
     * Whether a leader with a majority behind it is there, as far as can be told now. Notices a leader that died, or one
     * that reaches nobody any more, before {@link #status} does.
     */
    boolean isBacked();

    /** Hands leadership over; fails where this process does not lead or the other does not take it. */
    CompletableFuture<Void> transferLeadership(NodeId to);

    /**
     * Replaces the list of voters, by the leader only. Transfer leadership before removing the leader itself. Any number
     * from one on will do here; whether an even one is meant is asked where somebody can be asked.
     */
    CompletableFuture<Void> changeVoters(List<Voter> voters);

    /** Takes a snapshot now; the future holds its index. */
    CompletableFuture<Long> takeSnapshot();

    /** Stops; nothing is told any more. */
    @Override
    void close();

    /**
     * How the log stands.
     *
     * @param running Whether it takes part: started, not stopped, not broken.
     * @param leading Whether this process leads and the consumer has been told so.
     * @param term The latest term heard of.
     * @param leader Who leads, null if nobody is known to.
     * @param voters All voters.
     * @param commitIndex Up to here entries are known to be committed, -1 for none.
     * @param consumedIndex Up to here the consumer has taken them, -1 for none.
     * @param stuck Whether committed entries wait and the consumer has taken none for long.
     * @param logIndex The last entry on this disk, -1 for none.
     * @param snapshotIndex What the latest snapshot contains, -1 for none.
     */
    record Status(
            boolean running,
            boolean leading,
            long term,
            @Nullable NodeId leader,
            List<Voter> voters,
            long commitIndex,
            long consumedIndex,
            boolean stuck,
            long logIndex,
            long snapshotIndex) {

        public Status {
            voters = List.copyOf(voters);
        }

        /** Whether a leader is known and everything that is known to be committed has been taken. */
        public boolean isCaughtUp() {
            return running && leader != null && consumedIndex >= commitIndex;
        }

        /** Whether the process is worth keeping: running, and what is committed gets consumed. */
        public boolean isLive() {
            return running && !stuck;
        }
    }
}
