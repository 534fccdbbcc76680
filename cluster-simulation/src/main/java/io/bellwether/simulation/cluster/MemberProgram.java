package io.bellwether.simulation.cluster;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.Identity;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.NodeEffect;
import io.bellwether.protocol.node.NodeInput;
import io.bellwether.protocol.wire.Sizer;
import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Machine;
import io.bellwether.simulation.world.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A process that is a member: the production {@link Node}, driven by a simulated machine. */
class MemberProgram implements Program {

    /** What a request or an answer takes on a connection, roughly; views are counted by their members. */
    private static final int REQUEST_BYTES = 200;

    private static final int MEMBER_BYTES = 64;

    final Cluster cluster;
    final Identity identity;
    private final @Nullable View settledView;
    private final List<NodeEffect> pendingEffects = new ArrayList<>();

    private @Nullable Machine machine;
    private @Nullable Node node;
    private @Nullable Recording recording;
    private View lastView = View.empty();
    private long queryId;
    private int nextCoordinator;
    private int leaderHint = Directory.UNKNOWN;

    MemberProgram(Cluster cluster, Identity identity, @Nullable View settledView) {
        this.cluster = cluster;
        this.identity = identity;
        this.settledView = settledView;
    }

    final Machine machine() {
        return Objects.requireNonNull(machine);
    }

    /** The node; it exists from the start of the process on. */
    final Node node() {
        return Objects.requireNonNull(node);
    }

    @Override
    public void start(Machine started) {
        machine = started;
        long now = started.nanos();
        node = begin(started, now);
        // A late answer to the process that ran here before must not be taken for one of this process.
        queryId = started.random().nextLong();
        nextCoordinator = started.random().nextInt(cluster.spec().coordinators().size());
        if (settledView == null) {
            step(new NodeInput.Tick());
            return;
        }
        Member me = Objects.requireNonNull(settledView.member(identity.id()));
        given(NodeInput.Tick.INSTANCE, now);
        step(new NodeInput.Answered(new Answer.Admitted(me.incarnation(), settledView)));
    }

    private Node begin(Machine started, long now) {
        Function<RandomGenerator, Node> made = random ->
                new Node(identity, cluster.spec().profile(), cluster.sizes(), cluster.watching(), random, now);
        Recording wanted = cluster.recording();
        if (wanted == null || !wanted.isOf(started.self())) {
            return made.apply(started.random());
        }
        recording = wanted;
        return wanted.begin(made, started.random());
    }

    private List<NodeEffect> given(NodeInput input, long now) {
        if (recording != null) {
            recording.add(input, now);
        }
        return node().step(input, now);
    }

    @Override
    public void received(int from, Object message, Channel channel) {
        switch ((Packet) message) {
            case Packet.Datagram(long incarnation, Message inner) -> datagram(incarnation, inner);
            case Packet.Reply(long id, Answer answer) -> {
                if (id == queryId) {
                    answered(answer);
                }
            }
            case Packet.Knock(long subject, long round, int attempt) -> {
                if (subject == node().incarnation()) {
                    machine().send(from, new Packet.Here(subject, round, attempt), REQUEST_BYTES, Channel.STREAM);
                }
            }
            case Packet.Query query -> queried(from, query);
            case Packet.Here here -> heard(here);
        }
    }

    void datagram(long from, Message message) {
        step(new NodeInput.Received(from, message));
    }

    /** Only coordinators are asked; whoever is not one any more does not answer. */
    void queried(int from, Packet.Query query) {}

    void heard(Packet.Here here) {}

    private void answered(Answer answer) {
        if (machine().tracing()) {
            machine().note("answer", answer.toString());
        }
        queryId++;
        if (answer instanceof Answer.Unavailable(long leader, int retryMillis)) {
            leaderHint = cluster.directory().machine(leader);
        }
        step(new NodeInput.Answered(answer));
    }

    @Override
    public void failed(int to, Object message) {
        if (message instanceof Packet.Query(long id, Request request) && id == queryId) {
            queryId++;
            leaderHint = Directory.UNKNOWN;
            machine().note("no answer", "");
            step(new NodeInput.Unanswered());
        }
    }

    @Override
    public void wake() {
        step(NodeInput.Tick.INSTANCE);
    }

    @Override
    public long deadlineNanos() {
        return node().deadlineNanos();
    }

    @Override
    public void stopped() {
        step(new NodeInput.LeaveAsked());
    }

    final void step(NodeInput input) {
        // A step may lead to another one, so what is left to do is kept apart from the list that the node reuses.
        int first = pendingEffects.size();
        pendingEffects.addAll(given(input, machine().nanos()));
        for (int i = first; i < pendingEffects.size(); i++) {
            carryOut(pendingEffects.get(i));
        }
        pendingEffects.subList(first, pendingEffects.size()).clear();
    }

    private void carryOut(NodeEffect effect) {
        switch (effect) {
            case NodeEffect.Send(long to, Message message) -> send(to, message);
            case NodeEffect.Ask(Request request) -> ask(request);
            case NodeEffect.ViewChanged(View view) -> {
                View before = lastView;
                lastView = view;
                machine().digest(view.version());
                cluster.observer().viewChanged(machine().self(), before, view);
            }
            case NodeEffect.EdgeChanged(long subject, var verdict) -> {
                machine().digest(2 * subject + (verdict.isBad() ? 1 : 0));
                if (machine().tracing()) {
                    machine().note("edge", cluster.name(subject) + " is " + verdict);
                }
                cluster.observer().edgeChanged(machine().self(), subject, verdict);
            }
            case NodeEffect.StageChanged(var stage, String detail) -> {
                machine().note("stage", stage + ": " + detail);
                cluster.observer().stageChanged(machine().self(), stage, detail);
            }
            case NodeEffect.ModeChanged(var mode) -> {
                machine().note("mode", mode.toString());
                cluster.observer().modeChanged(machine().self(), mode);
            }
            case NodeEffect.ViewsDisagree(String detail) ->
                cluster.observer().viewsDisagree(machine().self(), detail);
            case NodeEffect.DeltaHeard(long version, int ageMillis, int hops) ->
                cluster.observer().deltaHeard(machine().self(), version, ageMillis, hops);
            case NodeEffect.Heard(Rumour rumour) ->
                cluster.observer().rumourHeard(machine().self(), rumour);
        }
    }

    /** Sends a datagram; one to this process itself never reaches the network. */
    final void send(long to, Message message) {
        if (to == node().incarnation()) {
            datagram(to, message);
            return;
        }
        int target = cluster.directory().machine(to);
        if (target != Directory.UNKNOWN) {
            int bytes = cluster.sizer().sizeOf(node().incarnation(), Sizer.USUAL_NONCE, message);
            machine().send(target, new Packet.Datagram(node().incarnation(), message), bytes, Channel.DATAGRAM);
        }
    }

    private void ask(Request request) {
        List<Integer> coordinators = cluster.spec().coordinators();
        int target = leaderHint;
        leaderHint = Directory.UNKNOWN;
        if (target == Directory.UNKNOWN || !coordinators.contains(target)) {
            nextCoordinator = (nextCoordinator + 1) % coordinators.size();
            target = coordinators.get(nextCoordinator);
        }
        if (machine().tracing()) {
            machine().note("ask", "%d: %s".formatted(target, request));
        }
        Packet.Query query = new Packet.Query(queryId, request);
        if (target == machine().self()) {
            queried(target, query);
        } else {
            machine().send(target, query, REQUEST_BYTES, Channel.STREAM);
        }
    }

    /** Answers a query, also one of this process itself. */
    final void reply(int to, long id, Answer answer) {
        if (to == machine().self()) {
            if (id == queryId) {
                answered(answer);
            }
            return;
        }
        int bytes = REQUEST_BYTES
                + switch (answer) {
                    case Answer.Admitted(long incarnation, View view) -> MEMBER_BYTES * view.size();
                    case Answer.Viewed(View view, var freshness) -> MEMBER_BYTES * view.size();
                    case Answer.Refused refused -> 0;
                    case Answer.Gone gone -> 0;
                    case Answer.Unavailable unavailable -> 0;
                };
        machine().send(to, new Packet.Reply(id, answer), bytes, Channel.STREAM);
    }
}
