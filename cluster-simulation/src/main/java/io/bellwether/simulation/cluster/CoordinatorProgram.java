package io.bellwether.simulation.cluster;

import io.bellwether.protocol.authority.Coordinator;
import io.bellwether.protocol.authority.CoordinatorEffect;
import io.bellwether.protocol.authority.CoordinatorInput;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.node.Identity;
import io.bellwether.protocol.node.NodeInput;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Event;
import io.bellwether.protocol.state.Outcome;
import io.bellwether.simulation.log.LogReplica;
import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Machine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A coordinator process: the node that it also is, the production {@link Coordinator}, and its replica of the log. */
final class CoordinatorProgram extends MemberProgram implements LogReplica.Listener<Entry> {

    private static final int PROBE_BYTES = 200;

    private final ClusterState state;
    private final Queue<CoordinatorInput> inputs = new ArrayDeque<>();
    /** Who waits for which request. */
    private final Map<Long, Asker> askers = new HashMap<>();

    private @Nullable Coordinator coordinator;
    private @Nullable LogReplica<Entry> replica;
    private long requestIds;
    private long term;
    private boolean busy;

    private record Asker(int machine, long queryId) {}

    CoordinatorProgram(Cluster cluster, Identity identity, @Nullable View settledView, ClusterState state) {
        super(cluster, identity, settledView);
        this.state = state;
    }

    ClusterState state() {
        return state;
    }

    Coordinator coordinator() {
        return Objects.requireNonNull(coordinator);
    }

    long term() {
        return term;
    }

    private LogReplica<Entry> replica() {
        return Objects.requireNonNull(replica);
    }

    @Override
    public void start(Machine started) {
        coordinator = new Coordinator(
                identity.id(), identity.instanceId(), cluster.spec().profile(), state, started.nanos());
        replica = cluster.log().replica(started, this);
        super.start(started);
    }

    @Override
    public void received(int from, Object message, Channel channel) {
        if (!replica().received(from, message)) {
            super.received(from, message, channel);
        }
        work();
    }

    @Override
    void datagram(long from, Message message) {
        boolean forCoordinators = message instanceof Message.Report
                || message instanceof Message.Relay
                || message instanceof Message.Ask
                || message instanceof Message.Opinion
                || message instanceof Message.Pong;
        if (forCoordinators) {
            inputs.add(new CoordinatorInput.Received(from, message));
        }
        // A report of somebody who was removed concerns the node too: it tells.
        if (!forCoordinators || (message instanceof Message.Report && from != node().incarnation())) {
            super.datagram(from, message);
        }
    }

    @Override
    void queried(int from, Packet.Query query) {
        long id = ++requestIds;
        askers.put(id, new Asker(from, query.id()));
        inputs.add(new CoordinatorInput.Asked(id, query.request()));
    }

    @Override
    void heard(Packet.Here here) {
        inputs.add(new CoordinatorInput.Probed(here.subject(), here.round(), here.attempt(), true));
    }

    @Override
    public void failed(int to, Object message) {
        if (message instanceof Packet.Knock(long subject, long round, int attempt)) {
            inputs.add(new CoordinatorInput.Probed(subject, round, attempt, false));
        } else {
            super.failed(to, message);
        }
        work();
    }

    @Override
    public void wake() {
        long now = machine().nanos();
        if (now - replica().deadlineNanos() >= 0) {
            replica().wake();
        }
        if (now - coordinator().deadlineNanos() >= 0) {
            inputs.add(new CoordinatorInput.Tick());
        }
        if (now - node().deadlineNanos() >= 0) {
            super.wake();
        }
        work();
    }

    @Override
    public long deadlineNanos() {
        long deadline = super.deadlineNanos();
        deadline = earlier(deadline, coordinator().deadlineNanos());
        return earlier(deadline, replica().deadlineNanos());
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    @Override
    public void role(boolean leading, long newTerm, int leader) {
        term = newTerm;
        List<NodeId> voters = new ArrayList<>();
        for (int machine : cluster.spec().coordinators()) {
            voters.add(cluster.nodeId(machine));
        }
        NodeId name = leader < 0 ? null : cluster.nodeId(leader);
        machine().note("role", leading ? "leads term " + newTerm : "follows " + name + " in term " + newTerm);
        cluster.observer().roleChanged(machine().self(), leading, newTerm);
        inputs.add(new CoordinatorInput.Role(leading, newTerm, name, voters));
    }

    @Override
    public void committed(long index, long entryTerm, Entry command, long ticket) {
        inputs.add(new CoordinatorInput.Committed(index, command, ticket));
    }

    @Override
    public void failed(long ticket) {
        inputs.add(new CoordinatorInput.ProposalFailed(ticket));
    }

    /** Hands over what the log and the network left, one at a time, until nothing is left. */
    private void work() {
        if (busy) {
            return;
        }
        busy = true;
        for (CoordinatorInput input = inputs.poll(); input != null; input = inputs.poll()) {
            List<CoordinatorEffect> effects =
                    List.copyOf(coordinator().step(input, machine().nanos()));
            for (CoordinatorEffect effect : effects) {
                carryOut(input, effect);
            }
        }
        busy = false;
    }

    /** Of three coordinators that apply the same, the one that leads tells. */
    private void explain(Applied applied) {
        if (machine().tracing() && coordinator().isLeading()) {
            for (Event event : applied.events()) {
                machine()
                        .note(
                                "commit",
                                "%s %s: %s -> %s, %s %s"
                                        .formatted(
                                                event.kind(),
                                                event.id(),
                                                event.from(),
                                                event.to(),
                                                event.cause(),
                                                event.evidence()));
            }
            if (!(applied.outcome() instanceof Outcome.Done)
                    || !applied.events().isEmpty()) {
                machine().note("outcome", applied.outcome().toString());
            }
        }
    }

    private void carryOut(CoordinatorInput input, CoordinatorEffect effect) {
        switch (effect) {
            case CoordinatorEffect.Send(long to, Message message) -> send(to, message);
            case CoordinatorEffect.Probe(long subject, long round, int attempt) -> {
                int target = cluster.directory().machine(subject);
                machine().send(target, new Packet.Knock(subject, round, attempt), PROBE_BYTES, Channel.STREAM);
            }
            case CoordinatorEffect.Propose(long ticket, long clusterNanos, var command) -> {
                Entry entry = new Entry(term, clusterNanos, machine().wallMillis(), command);
                if (machine().tracing() && !(command instanceof Command.Tick)) {
                    machine().note("propose", command.toString());
                }
                cluster.observer().proposed(machine().self(), entry);
                replica().propose(ticket, entry);
            }
            case CoordinatorEffect.Reply(long requestId, var answer) -> {
                Asker asker = askers.remove(requestId);
                if (asker != null) {
                    reply(asker.machine, asker.queryId, answer);
                }
            }
            case CoordinatorEffect.Operated operated -> cluster.operated(operated.requestId(), operated.outcome());
            case CoordinatorEffect.NotOperated not -> machine().note("operator", "no outcome");
            case CoordinatorEffect.Published published -> {
                CoordinatorInput.Committed committed = (CoordinatorInput.Committed) input;
                explain(published.applied());
                cluster.applied(machine().self(), committed.index(), committed.entry(), published.applied(), state);
                published.applied().deltas().forEach(delta -> step(new NodeInput.Committed(delta)));
                step(new NodeInput.Confirmed(coordinator().freshness(machine().nanos())));
            }
        }
    }
}
