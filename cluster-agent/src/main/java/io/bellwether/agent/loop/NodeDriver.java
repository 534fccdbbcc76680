package io.bellwether.agent.loop;

import io.bellwether.agent.client.AskOutcome;
import io.bellwether.agent.client.Coordinators;
import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.AgentObserver;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.transport.AddressBook;
import io.bellwether.agent.transport.MessageTransport;
import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.Board;
import io.bellwether.agent.view.Photographer;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.gossip.Count;
import io.bellwether.protocol.health.HealthInput;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.NodeEffect;
import io.bellwether.protocol.node.NodeInput;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The node on the loop: gives it what happens, and does what it wants done. */
final class NodeDriver implements Resident, NodeHandle {

    /** Changes that come together are shown together. */
    private static final long GATHER_NANOS = Duration.ofMillis(50).toNanos();

    private static final long REFRESH_NANOS_MAX = Duration.ofSeconds(1).toNanos();

    private final Node node;
    private final AgentLoop loop;
    private final MessageTransport transport;
    private final AddressBook addresses;
    private final Coordinators coordinators;
    private final Board board;
    private final Photographer photographer;
    private final ChangeLog log;
    private final AgentObserver observer;
    private final Counters counters;
    private final boolean tellsMembers;
    private final long refreshNanos;

    private View lastView = View.empty();
    private Stage lastStage = Stage.OUTSIDE;
    private Mode lastMode = Mode.UNKNOWN;
    private long askId;
    private String askFailure = "";
    private AgentState state = AgentState.RUNNING;
    private boolean dirty;
    private long shownNanos;
    private long showAtNanos;
    private final CompletableFuture<Stage> gone = new CompletableFuture<>();
    private volatile Map<Count, Long> gossipCounts = new EnumMap<>(Count.class);
    private volatile boolean leaveAsked;
    private boolean leaving;

    NodeDriver(Node node, AgentLoop loop, NodeSurroundings around, Duration beat) {
        this.node = node;
        this.loop = loop;
        this.transport = around.transport();
        this.addresses = around.addresses();
        this.coordinators = around.coordinators();
        this.board = around.board();
        this.photographer = around.photographer();
        this.log = around.log();
        this.observer = around.observer();
        this.counters = around.counters();
        this.tellsMembers = around.tellsMembers();
        this.refreshNanos = Math.min(beat.toNanos(), REFRESH_NANOS_MAX);
        this.shownNanos = System.nanoTime() - refreshNanos;
        this.showAtNanos = System.nanoTime();
    }

    /** Has the node say good-bye. For all threads. */
    void leave() {
        leaveAsked = true;
        loop.wake();
    }

    private static boolean isOver(Stage stage) {
        return stage == Stage.LEFT || stage == Stage.SUPERSEDED || stage == Stage.REFUSED;
    }

    /** Completed when the node is out after it was asked to leave. */
    CompletableFuture<Stage> gone() {
        return gone;
    }

    long gossipCount(Count count) {
        return gossipCounts.getOrDefault(count, 0L);
    }

    @Override
    public long deadlineNanos() {
        long step = node.deadlineNanos();
        return step - showAtNanos < 0 ? step : showAtNanos;
    }

    @Override
    public void step(long nowNanos) {
        if (leaveAsked && !leaving) {
            leaving = true;
            state = AgentState.STOPPING;
            changed(true);
            given(new NodeInput.LeaveAsked());
        }
        if (leaving && isOver(node.stage())) {
            gone.complete(node.stage());
        }
        if (nowNanos - node.deadlineNanos() >= 0) {
            given(NodeInput.Tick.INSTANCE);
        }
        if (nowNanos - showAtNanos >= 0) {
            addresses.tick(nowNanos);
            show("");
        }
    }

    @Override
    public void received(long from, Message message, long nowNanos) {
        // Its own report is for the coordinator beside it.
        if (!(message instanceof Message.Report) || from != node.incarnation()) {
            given(new NodeInput.Received(from, message));
        }
    }

    @Override
    public void ended(@Nullable Throwable cause) {
        state = cause == null ? AgentState.STOPPED : AgentState.FAILED;
        show(cause == null ? "" : cause.toString());
        // Whoever waits for the good-bye waits no longer.
        gone.complete(node.stage());
    }

    /** Something that is shown is different now: it is shown soon, together with what follows at once. */
    private void changed(boolean really) {
        if (really && !dirty) {
            dirty = true;
            long now = System.nanoTime();
            long soon = shownNanos + GATHER_NANOS;
            showAtNanos = soon - now < 0 ? now : soon;
        }
    }

    private void show(String failure) {
        long now = System.nanoTime();
        shownNanos = now;
        showAtNanos = now + refreshNanos;
        dirty = false;
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            counts.put(count, node.gossip().counters().get(count));
        }
        gossipCounts = counts;
        board.publish(photographer.take(state, askFailure, failure, now));
    }

    @Override
    public long incarnation() {
        return node.incarnation();
    }

    @Override
    public View view() {
        return node.view();
    }

    @Override
    public void wake() {
        loop.wake();
    }

    @Override
    public void give(NodeInput input) {
        given(input);
    }

    /** The host or the application tells how it is. */
    void tell(HealthInput own) {
        given(new NodeInput.Told(own));
    }

    /** Says where and as what this process serves. */
    void describe(Rumour.Profile profile) {
        node.gossip().write(profile, System.nanoTime());
        changed(true);
        given(NodeInput.Tick.INSTANCE);
    }

    private void given(NodeInput input) {
        // Nothing that is done about an effect steps the node again, so its list can be walked where it is.
        List<NodeEffect> effects = node.step(input, System.nanoTime());
        for (int i = 0; i < effects.size(); i++) {
            carryOut(effects.get(i));
        }
    }

    private void carryOut(NodeEffect effect) {
        switch (effect) {
            case NodeEffect.Send(long to, Message message) -> send(to, message);
            case NodeEffect.Ask(Request request) -> ask(request);
            case NodeEffect.ViewChanged(View view) -> viewChanged(view);
            case NodeEffect.EdgeChanged(long subject, EdgeVerdict verdict) -> edgeChanged(subject, verdict);
            case NodeEffect.StageChanged(Stage stage, String detail) -> {
                log.stageChanged(lastStage, stage, detail, node.incarnation());
                lastStage = stage;
                changed(true);
            }
            case NodeEffect.ModeChanged(Mode mode) -> {
                log.modeChanged(lastMode, mode);
                lastMode = mode;
                changed(true);
            }
            case NodeEffect.Heard(Rumour rumour) -> {
                observer.rumourHeard(rumour.ageMillis(), rumour.hops());
                changed(true);
            }
            case NodeEffect.DeltaHeard(long version, int ageMillis, int hops) ->
                observer.deltaHeard(version, ageMillis, hops);
            case NodeEffect.ViewsDisagree(String detail) -> {
                counters.one(AgentCount.VIEWS_DISAGREE);
                log.viewsDisagree(detail);
            }
        }
    }

    @Override
    public void send(long to, Message message) {
        long self = node.incarnation();
        if (to == self && self > 0) {
            loop.deliver(self, message);
            return;
        }
        InetSocketAddress address = addresses.of(to);
        if (self == 0 || address == null) {
            counters.one(AgentCount.SENDS_WITHOUT_ADDRESS);
        } else {
            transport.send(self, message, address);
        }
    }

    private void ask(Request request) {
        long id = ++askId;
        counters.one(AgentCount.ASKS);
        coordinators.ask(request, outcome -> loop.execute(() -> asked(id, outcome)));
    }

    private void asked(long id, AskOutcome outcome) {
        if (id != askId) {
            counters.one(AgentCount.ANSWERS_TOO_LATE);
            return;
        }
        switch (outcome) {
            case AskOutcome.Answered(var answer) -> {
                counters.one(AgentCount.ASKS_ANSWERED);
                changed(!askFailure.isEmpty());
                askFailure = "";
                given(new NodeInput.Answered(answer));
            }
            case AskOutcome.Failed(String reason) -> {
                counters.one(AgentCount.ASKS_UNANSWERED);
                changed(!reason.equals(askFailure));
                askFailure = reason;
                given(new NodeInput.Unanswered());
            }
        }
    }

    private void viewChanged(View view) {
        addresses.follow(view, System.nanoTime());
        if (tellsMembers) {
            log.viewChanged(lastView, view);
            Moves.count(lastView, view, counters);
        }
        lastView = view;
        changed(true);
    }

    private void edgeChanged(long subject, EdgeVerdict verdict) {
        changed(true);
        observer.edgeChanged(subject, verdict);
        if (verdict.isBad()) {
            counters.one(AgentCount.FAILURES_DETECTED);
        }
        Member peer = node.view().member(subject);
        log.edgeChanged(peer == null ? "#" + subject : peer.id().name(), subject, verdict);
    }
}
