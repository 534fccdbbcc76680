package io.bellwether.coordinator.host;

import io.bellwether.agent.exchange.Reply;
import io.bellwether.agent.loop.NodeHandle;
import io.bellwether.agent.loop.Resident;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.LogRecordCodec;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.protocol.authority.Coordinator;
import io.bellwether.protocol.authority.CoordinatorEffect;
import io.bellwether.protocol.authority.CoordinatorInput;
import io.bellwether.protocol.explain.Explanation;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.node.NodeInput;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Event;
import io.bellwether.protocol.state.StateRules;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The protocol's coordinator on the agent's loop, beside the node of the same process: gives it what the log, the network
 * and the agents bring, and does what it wants done. All but {@link #ask}, {@link #explain} and {@link #lease}
 * is for the loop.
 */
final class Authority implements Resident {

    /** Requests and ends of knocks that wait for the loop at most. */
    static final int ASKS_MAX = 4_096;

    /** People who ask why and wait for the loop at most. */
    static final int LOOKS_MAX = 64;

    private static final int PER_TURN_MAX = 256;
    private static final int RETRY_MILLIS = 500;

    /**
     * What surrounds it.
     *
     * @param instanceId Names this process, as its node does when it joins.
     * @param tickets Gives tickets of the log, never the same twice.
     * @param failed Hears that the loop has ended by a bug: a coordinator without it is none.
     */
    record Surroundings(
            NodeId self,
            String instanceId,
            TimingProfile profile,
            NewsQueue news,
            LongSupplier tickets,
            Proposer proposer,
            Knocker knocker,
            Sightings sightings,
            HostCounts counts,
            Consumer<Throwable> failed) {}

    /** Proposes to the agreed log; comes back at once. */
    @FunctionalInterface
    interface Proposer {
        void propose(long ticket, byte[] entry);
    }

    /** Tries a member over HTTP; comes back at once and tells later whether it answered. */
    @FunctionalInterface
    interface Knocker {
        void knock(long subject, Told told);

        /** Hears how it ended. For all threads. */
        @FunctionalInterface
        interface Told {
            void answered(boolean answered);
        }
    }

    private record Ask(Request request, CompletableFuture<Reply> reply) {}

    private record Look(NodeId id, CompletableFuture<Optional<Explanation>> answer) {}

    private final Surroundings around;
    private final NodeHandle node;
    private final StateRules rules;
    private final LogRecordCodec codec = new LogRecordCodec();
    private final Queue<Ask> asks = new ArrayBlockingQueue<>(ASKS_MAX);
    private final Queue<Look> looks = new ArrayBlockingQueue<>(LOOKS_MAX);
    private final Queue<CoordinatorInput.Probed> knocks = new ArrayBlockingQueue<>(ASKS_MAX);
    /** Who waits for which request; the coordinator bounds how many do. */
    private final Map<Long, CompletableFuture<Reply>> askers = new HashMap<>();
    /** The coordinator's tickets by those of the log: a coordinator over another state counts from one again. */
    private final Map<Long, Long> ticketsByLogTicket = new HashMap<>();

    private ClusterState state;
    private Coordinator coordinator;
    private long requestIds;
    private long term;
    private volatile Lease lease = Lease.NONE;
    private volatile boolean over;

    Authority(Surroundings around, NodeHandle node) {
        this.around = around;
        this.node = node;
        this.rules = StateRules.of(around.profile());
        this.state = new ClusterState(rules);
        this.coordinator = over(state);
        around.news().wakes(node::wake);
    }

    private Coordinator over(ClusterState state) {
        return new Coordinator(around.self(), around.instanceId(), around.profile(), state, System.nanoTime());
    }

    /** Asks for an agent. The future is completed by the loop: go on elsewhere. For all threads. */
    CompletableFuture<Reply> ask(Request request) {
        var reply = new CompletableFuture<Reply>();
        if (over || !asks.offer(new Ask(request, reply))) {
            reply.complete(new Reply(0, new Answer.Unavailable(0, RETRY_MILLIS)));
        }
        node.wake();
        return reply;
    }

    /**
     * Why a name is in its state, empty if it is not known. The loop takes the picture between two steps, so that all of it
     * is of one moment, and waits for nobody. Fails with {@link RejectedExecutionException} where too many ask. For all
     * threads.
     */
    CompletableFuture<Optional<Explanation>> explain(NodeId id) {
        var answer = new CompletableFuture<Optional<Explanation>>();
        if (over || !looks.offer(new Look(id, answer))) {
            answer.completeExceptionally(new RejectedExecutionException(
                    over ? "this coordinator stops" : "%d others are asking".formatted(LOOKS_MAX)));
        }
        node.wake();
        return answer;
    }

    private void answerLooks() {
        for (Look look = looks.poll(); look != null; look = looks.poll()) {
            try {
                look.answer.complete(Optional.ofNullable(coordinator.explain(look.id, System.nanoTime())));
            } catch (RuntimeException e) {
                // A bug in what is only shown must not end what is decided; whoever asked is told.
                look.answer.completeExceptionally(e);
            }
        }
    }

    /** The evidence of a leader. For all threads. */
    Lease lease() {
        return lease;
    }

    @Override
    public long deadlineNanos() {
        return coordinator.deadlineNanos();
    }

    @Override
    public void step(long nowNanos) {
        for (int i = 0; i < PER_TURN_MAX; i++) {
            LogNews news = around.news().poll();
            if (news == null) {
                break;
            }
            hear(news);
        }
        for (int i = 0; i < PER_TURN_MAX; i++) {
            CoordinatorInput.Probed knock = knocks.poll();
            if (knock == null) {
                break;
            }
            give(knock);
        }
        for (int i = 0; i < PER_TURN_MAX; i++) {
            Ask ask = asks.poll();
            if (ask == null) {
                break;
            }
            long id = ++requestIds;
            askers.put(id, ask.reply);
            give(new CoordinatorInput.Asked(id, ask.request));
        }
        if (System.nanoTime() - coordinator.deadlineNanos() >= 0) {
            give(new CoordinatorInput.Tick());
        }
        answerLooks();
        if (!around.news().isEmpty() || !asks.isEmpty() || !knocks.isEmpty()) {
            node.wake();
        }
    }

    @Override
    public void received(long from, Message message, long nowNanos) {
        boolean forCoordinators = message instanceof Message.Report
                || message instanceof Message.Relay
                || message instanceof Message.Ask
                || message instanceof Message.Opinion
                || message instanceof Message.Pong;
        if (forCoordinators) {
            around.sightings().take(from, message, System.nanoTime());
            give(new CoordinatorInput.Received(from, message));
        }
    }

    private void hear(LogNews news) {
        switch (news) {
            case LogNews.Applied(CoordinatorInput.Committed(long index, var entry, long ticket), long hash) -> {
                give(new CoordinatorInput.Committed(index, entry, own(ticket)));
                compare(index, hash);
            }
            case LogNews.Happened(CoordinatorInput.ProposalFailed(long ticket)) -> {
                long own = own(ticket);
                // One of a coordinator over a former state concerns nobody any more.
                if (own != 0) {
                    give(new CoordinatorInput.ProposalFailed(own));
                }
            }
            case LogNews.Happened(CoordinatorInput.Role role) -> {
                term = role.term();
                give(role);
            }
            case LogNews.Happened(var input) -> throw new IllegalStateException("the log has no " + input);
            case LogNews.Restored(var members) -> {
                state = ClusterState.restore(rules, members);
                coordinator = over(state);
                ticketsByLogTicket.clear();
                refuseAll();
            }
        }
    }

    // A coordinator that judges by other members than it answers with is worse than none.
    private void compare(long index, long hash) {
        if (state.hash() != hash) {
            around.failed()
                    .accept(new IllegalStateException(
                            "the loop and the log's thread have made different members of entry %d (%x and %x)"
                                    .formatted(index, state.hash(), hash)));
        }
    }

    private long own(long logTicket) {
        Long own = ticketsByLogTicket.remove(logTicket);
        return own == null ? 0 : own;
    }

    private void give(CoordinatorInput input) {
        for (CoordinatorEffect effect : List.copyOf(coordinator.step(input, System.nanoTime()))) {
            carryOut(effect);
        }
        if (!(input instanceof CoordinatorInput.Received)) {
            long now = System.nanoTime();
            lease = new Lease(coordinator.freshness(now), coordinator.isLeading(), now);
        }
    }

    private void carryOut(CoordinatorEffect effect) {
        switch (effect) {
            case CoordinatorEffect.Send(long to, Message message) -> node.send(to, message);
            case CoordinatorEffect.Probe(long subject, long round, int attempt) ->
                around.knocker().knock(subject, answered -> {
                    // Where there is no room the try counts as not answered, which is what is true for this loop.
                    if (knocks.offer(new CoordinatorInput.Probed(subject, round, attempt, answered))) {
                        node.wake();
                    }
                });
            case CoordinatorEffect.Propose(long ticket, long clusterNanos, var command) -> {
                long logTicket = around.tickets().getAsLong();
                ticketsByLogTicket.put(logTicket, ticket);
                around.proposer()
                        .propose(
                                logTicket,
                                codec.encode(LogRecord.of(
                                        term,
                                        clusterNanos,
                                        System.currentTimeMillis(),
                                        "",
                                        new Payload.Membership(command))));
            }
            case CoordinatorEffect.Reply(long requestId, var answer) -> {
                around.counts().answered(answer);
                CompletableFuture<Reply> asker = askers.remove(requestId);
                if (asker != null) {
                    asker.complete(new Reply(node.incarnation(), answer));
                }
            }
            case CoordinatorEffect.Published published -> {
                if (coordinator.isLeading()) {
                    published.applied().events().forEach(this::time);
                }
                published.applied().deltas().forEach(delta -> node.give(new NodeInput.Committed(delta)));
                if (published.applied().changed()) {
                    around.sightings().retain(node.view());
                }
                node.give(new NodeInput.Confirmed(coordinator.freshness(System.nanoTime())));
            }
            case CoordinatorEffect.Operated operated -> throw nobodyAsked(operated);
            case CoordinatorEffect.NotOperated operated -> throw nobodyAsked(operated);
        }
    }

    /** How long a loss took to be seen, from the last sign of life that any coordinator was told of. */
    private void time(Event event) {
        if (event.kind() == Event.Kind.MOVED && event.to() == MemberStatus.UNREACHABLE) {
            OptionalLong silent = around.sightings()
                    .heard(System.nanoTime())
                    .getOrDefault(event.incarnation(), Sightings.Heard.NOTHING)
                    .silentNanos();
            if (silent.isPresent()) {
                around.counts().detected(silent.getAsLong());
            }
        }
    }

    // Operators' commands go to the log as all writes over HTTP do.
    private static IllegalStateException nobodyAsked(CoordinatorEffect effect) {
        return new IllegalStateException("nobody asked for " + effect);
    }

    @Override
    public void ended(@Nullable Throwable cause) {
        over = true;
        if (cause != null) {
            around.failed().accept(cause);
        }
        around.news().close();
        refuseAll();
        for (Look look = looks.poll(); look != null; look = looks.poll()) {
            look.answer.completeExceptionally(new RejectedExecutionException("this coordinator stops"));
        }
        for (Ask ask = asks.poll(); ask != null; ask = asks.poll()) {
            ask.reply.complete(new Reply(0, new Answer.Unavailable(0, RETRY_MILLIS)));
        }
    }

    private void refuseAll() {
        askers.values()
                .forEach(asker ->
                        asker.complete(new Reply(node.incarnation(), new Answer.Unavailable(0, RETRY_MILLIS))));
        askers.clear();
    }
}
