package io.bellwether.simulation.cluster;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Outcome;
import io.bellwether.protocol.state.StateRules;
import java.time.Duration;
import java.util.List;

/** The state of a cluster in which everybody has joined and is HEALTHY, made by the same commands as in a real one. */
final class Settlement {

    /** Cluster time after which everybody who took leave is gone. */
    private static final long PAST_NANOS = Duration.ofHours(1).toNanos();

    private Settlement() {}

    static ClusterState of(Cluster cluster, StateRules rules, int joinedAndLeft) {
        ClusterState state = new ClusterState(rules);
        long nanos = 0;
        if (joinedAndLeft > 0) {
            nanos = PAST_NANOS;
            joinAndLeave(state, joinedAndLeft);
        }
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            var identity = cluster.identity(machine, 0, machine);
            long incarnation = admit(
                    state,
                    nanos,
                    new Command.Admit(
                            identity.id(),
                            identity.instanceId(),
                            0,
                            identity.address(),
                            identity.zone(),
                            identity.failureDomain(),
                            identity.coordinator(),
                            0));
            cluster.directory().put(incarnation, machine);
        }
        List<Command.Target> everybody = state.view().members().stream()
                .map((Member member) -> new Command.Target(member.incarnation(), member.sinceVersion()))
                .toList();
        state.apply(new Entry(1, nanos, 0, new Command.Confirm(everybody)));
        return state;
    }

    private static long admit(ClusterState state, long nanos, Command.Admit admit) {
        if (state.apply(new Entry(1, nanos, 0, admit)).outcome() instanceof Outcome.Admitted(long incarnation)) {
            return incarnation;
        }
        throw new IllegalStateException(admit.id() + " was not admitted");
    }

    private static void joinAndLeave(ClusterState state, int count) {
        for (int i = 0; i < count; i++) {
            NodeId id = new NodeId("past-%04d".formatted(i));
            long incarnation = admit(state, 0, new Command.Admit(id, "past", 0, "past:" + i, "", "", false, 0));
            state.apply(new Entry(1, 0, 0, new Command.Leave(incarnation)));
        }
        state.apply(new Entry(1, PAST_NANOS, 0, new Command.Tick()));
        if (state.view().size() > 0) {
            throw new IllegalStateException("not all have left: " + state.view());
        }
    }
}
