package io.bellwether.protocol.authority;

import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Outcome;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests that wait for a commit or for a newer view, and the answers that they get. */
final class Errands {

    /** More than this wait nowhere: they are told to come again. */
    static final int WAITING_MAX = 4096;

    static final long PULL_NANOS = Duration.ofSeconds(10).toNanos();
    /** Nobody waits longer for a commit; it may come all the same. */
    static final long COMMIT_NANOS = Duration.ofSeconds(10).toNanos();

    static final int RETRY_MILLIS = 500;

    private final ClusterState state;
    private final List<CoordinatorEffect> effects;
    // In the order in which they came, so that the first of each waits longest.
    private final Map<Long, Waiting> byTicket = new LinkedHashMap<>();
    private final Map<Long, Pull> pulls = new LinkedHashMap<>();

    private record Waiting(long requestId, boolean operator, long incarnation, long sinceNanos) {}

    private record Pull(long newerThan, long sinceNanos) {}

    Errands(ClusterState state, List<CoordinatorEffect> effects) {
        this.state = state;
        this.effects = effects;
    }

    boolean isFull() {
        return byTicket.size() + pulls.size() >= WAITING_MAX;
    }

    /** The outcome of this proposal answers that request. */
    void await(long ticket, long requestId, boolean operator, long incarnation, long nowNanos) {
        byTicket.put(ticket, new Waiting(requestId, operator, incarnation, nowNanos));
    }

    void committed(long ticket, Outcome outcome) {
        Waiting waiting = byTicket.remove(ticket);
        if (waiting == null) {
            return;
        }
        if (waiting.operator) {
            effects.add(new CoordinatorEffect.Operated(waiting.requestId, outcome));
            return;
        }
        effects.add(new CoordinatorEffect.Reply(
                waiting.requestId,
                switch (outcome) {
                    case Outcome.Admitted(long incarnation) -> new Answer.Admitted(incarnation, state.view());
                    case Outcome.Refused refused -> refused(refused);
                    case Outcome.Done done -> new Answer.Gone(waiting.incarnation);
                }));
    }

    private static Answer refused(Outcome.Refused refused) {
        int retryMillis = (int) Math.min(Math.max(refused.retryMillis(), RETRY_MILLIS), Integer.MAX_VALUE);
        return switch (refused.code()) {
            case FLAPPING -> new Answer.Refused(Answer.Reason.FLAPPING, refused.detail(), retryMillis);
            case OPERATOR_NEEDED -> new Answer.Refused(Answer.Reason.OPERATOR_NEEDED, refused.detail(), retryMillis);
            case INVALID, SAID_GOODBYE -> new Answer.Refused(Answer.Reason.INVALID, refused.detail(), 0);
            // Something else changed in between, or has to pass first: ask again.
            case CHANGED, UNKNOWN, NOT_ALLOWED, NOT_LOST, IN_MAINTENANCE, PROTECTED, FULL ->
                new Answer.Unavailable(0, retryMillis);
        };
    }

    void failed(long ticket, long leader) {
        Waiting waiting = byTicket.remove(ticket);
        if (waiting == null) {
            return;
        }
        effects.add(
                waiting.operator
                        ? new CoordinatorEffect.NotOperated(waiting.requestId, true, leader)
                        : new CoordinatorEffect.Reply(waiting.requestId, new Answer.Unavailable(leader, RETRY_MILLIS)));
    }

    void failAll(long leader) {
        for (long ticket : List.copyOf(byTicket.keySet())) {
            failed(ticket, leader);
        }
    }

    void pull(long requestId, Request.Pull pull, Freshness freshness, long nowNanos) {
        if (state.view().version() > pull.newerThan()) {
            effects.add(new CoordinatorEffect.Reply(requestId, new Answer.Viewed(state.view(), freshness)));
        } else {
            pulls.put(requestId, new Pull(pull.newerThan(), nowNanos));
        }
    }

    /** Answers those that have waited for a newer view, or long enough. */
    void serve(Freshness freshness, long leader, long nowNanos) {
        List<Long> overdue = byTicket.entrySet().stream()
                .filter(each -> nowNanos - each.getValue().sinceNanos >= COMMIT_NANOS)
                .map(Map.Entry::getKey)
                .toList();
        overdue.forEach(ticket -> failed(ticket, leader));
        for (Iterator<Map.Entry<Long, Pull>> each = pulls.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Long, Pull> waiting = each.next();
            boolean newer = state.view().version() > waiting.getValue().newerThan;
            if (newer || nowNanos - waiting.getValue().sinceNanos >= PULL_NANOS) {
                each.remove();
                effects.add(new CoordinatorEffect.Reply(waiting.getKey(), new Answer.Viewed(state.view(), freshness)));
            }
        }
    }

    /** When somebody has waited long enough. */
    long deadlineNanos(long otherwise) {
        long deadline = otherwise;
        if (!byTicket.isEmpty()) {
            deadline = earlier(deadline, byTicket.values().iterator().next().sinceNanos + COMMIT_NANOS);
        }
        if (!pulls.isEmpty()) {
            deadline = earlier(deadline, pulls.values().iterator().next().sinceNanos + PULL_NANOS);
        }
        return deadline;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }
}
