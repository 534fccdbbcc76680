package io.bellwether.coordinator.host;

import io.bellwether.coordinator.raft.AgreedLog;
import io.bellwether.coordinator.raft.Barrier;
import io.bellwether.coordinator.raft.Halt;
import io.bellwether.coordinator.raft.LogConsumer.Fate;
import io.bellwether.coordinator.raft.LogConsumer.Role;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.LogRecordCodec;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.membership.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Proposals and barriers of those who speak HTTP. Futures are completed by the thread of the log and go on on other
 * threads, so that whoever waits never holds the log up. How many are open at a time, the log bounds.
 */
final class Writes implements Consensus {

    /** The role before any was told. */
    private static final Role NONE = new Role(false, 0, null, List.of());

    private final AtomicLong tickets;
    private final Duration patience;
    private final Executor answers;
    private final Executor logThread;
    private final LeaderBarrier leaders;
    private final LogRecordCodec codec = new LogRecordCodec();
    private final Map<Long, CompletableFuture<Object>> open = new ConcurrentHashMap<>();
    private final Barrier barrier = new Barrier(this::proposeBarrier);

    private volatile @Nullable AgreedLog log;
    private volatile Role role = NONE;
    private volatile long clusterNanos;
    private volatile long appliedIndex = -1;
    /** A barrier that the leader has passed and this replica has not reached; on the log's thread only. */
    private @Nullable Passed awaited;

    private record Passed(long ticket, long index) {}

    /**
     * Proposes nothing before {@link #use}.
     *
     * @param tickets Where tickets come from, also those of others.
     * @param patience How long the outcome of a write is waited for.
     * @param answers Where whoever waited goes on.
     * @param logThread The thread of the log.
     * @param leaders How a follower asks the leader for a barrier.
     */
    Writes(AtomicLong tickets, Duration patience, Executor answers, Executor logThread, LeaderBarrier leaders) {
        this.tickets = tickets;
        this.patience = patience;
        this.answers = answers;
        this.logThread = logThread;
        this.leaders = leaders;
    }

    void use(AgreedLog agreedLog) {
        log = agreedLog;
    }

    private AgreedLog log() {
        return Objects.requireNonNull(log);
    }

    @Override
    public CompletableFuture<Object> propose(String id, Payload payload) {
        Role now = role;
        // Who leads nobody any more, or follows a leader that is gone, says so before it has stepped down or heard of
        // another.
        boolean backed = log().isBacked();
        if (!backed || !now.leading()) {
            return CompletableFuture.failedFuture(notProposed(backed ? now.leader() : null));
        }
        byte[] bytes;
        try {
            bytes = codec.encode(record(now, id, payload));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        long ticket = tickets.incrementAndGet();
        var outcome = new CompletableFuture<Object>();
        open.put(ticket, outcome);
        log().propose(ticket, bytes);
        return waited(outcome).whenComplete((answer, e) -> open.remove(ticket));
    }

    private LogRecord record(Role now, String id, Payload payload) {
        return LogRecord.of(now.term(), clusterNanos, System.currentTimeMillis(), id, payload);
    }

    private static NotProposedException notProposed(@Nullable NodeId leader) {
        return new NotProposedException(
                leader == null ? "No leader available" : "This coordinator does not lead, %s does".formatted(leader),
                leader);
    }

    private <T> CompletableFuture<T> waited(CompletableFuture<T> outcome) {
        return outcome.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
                .handleAsync(
                        (answer, e) -> {
                            if (e != null) {
                                throw new CompletionException(e instanceof TimeoutException ? unknown() : e);
                            }
                            return answer;
                        },
                        answers);
    }

    private OutcomeUnknownException unknown() {
        return new OutcomeUnknownException(
                "No majority has answered for %d s; what was asked for may be committed still"
                        .formatted(patience.toSeconds()));
    }

    @Override
    public CompletableFuture<Long> barrier() {
        Role now = role;
        return waited(barrier.pass()).exceptionallyCompose(e -> {
            Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
            // A read does no harm: whatever became of its barrier, it can be repeated.
            boolean harmless =
                    cause instanceof Barrier.UnavailableException || cause instanceof OutcomeUnknownException;
            return CompletableFuture.failedFuture(
                    harmless ? new NotProposedException(noRead(cause), leaderElsewhere(now)) : cause);
        });
    }

    private static String noRead(Throwable cause) {
        return "No linearizable answer can be given now: " + cause.getMessage();
    }

    private static @Nullable NodeId leaderElsewhere(Role role) {
        return role.leading() ? null : role.leader();
    }

    private void proposeBarrier(long ticket) {
        Role now = role;
        if (now.leading()) {
            log().propose(ticket, codec.encode(record(now, "", new Payload.Barrier())));
            return;
        }
        NodeId leader = now.leader();
        CompletableFuture<Long> asked =
                leader == null ? CompletableFuture.failedFuture(notProposed(null)) : leaders.pass(leader);
        // On the thread of the log, also where it is known at once: who proposes has not come back yet.
        var unused = asked.handleAsync(
                (index, e) -> {
                    passedByLeader(ticket, index, e);
                    return null;
                },
                logThread);
    }

    private void passedByLeader(long ticket, @Nullable Long index, @Nullable Throwable e) {
        if (index == null || e != null) {
            barrier.failed(ticket, "the leader was asked in vain: " + (e == null ? "it said nothing" : Halt.rootOf(e)));
        } else {
            awaited = new Passed(ticket, index);
            lookWhetherReached();
        }
    }

    private void lookWhetherReached() {
        Passed now = awaited;
        if (now != null && appliedIndex >= now.index) {
            awaited = null;
            barrier.committed(now.ticket, now.index);
        }
    }

    /** So far the state has come. */
    void reached(Replicated state) {
        clusterNanos = state.clusterNanos();
        appliedIndex = state.index();
        lookWhetherReached();
    }

    /** An entry was applied; nothing happens where its proposer is none of ours. */
    void committed(long index, long ticket, Object answer) {
        if (Barrier.owns(ticket)) {
            barrier.committed(ticket, index);
        }
        CompletableFuture<Object> outcome = open.remove(ticket);
        if (outcome != null) {
            outcome.complete(answer);
        }
    }

    /** A proposal failed; false where its proposer is none of ours. */
    boolean failed(long ticket, Fate fate) {
        if (Barrier.owns(ticket)) {
            barrier.failed(ticket, fate);
            return true;
        }
        CompletableFuture<Object> outcome = open.remove(ticket);
        if (outcome == null) {
            return false;
        }
        outcome.completeExceptionally(
                fate == Fate.NOT_PROPOSED
                        ? notProposed(leaderElsewhere(role))
                        : new OutcomeUnknownException(
                                "The leader changed before a majority had answered; what was asked for may be committed still"));
        return true;
    }

    void role(Role told) {
        role = told;
    }

    /** Nothing is told any more: whoever waits is told so now and not when its patience ends. */
    void close() {
        open.values()
                .forEach(
                        outcome -> outcome.completeExceptionally(
                                new OutcomeUnknownException(
                                        "This coordinator stops before a majority has answered; what was asked for may be committed still")));
    }

    Role role() {
        return role;
    }
}
