package io.bellwether.simulation.cluster;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Outcome;
import io.bellwether.protocol.state.StateRules;
import java.util.List;

/** The state of a cluster in which everybody has joined and is HEALTHY, made by the same commands as in a real one. */
final class Settlement {

    private Settlement() {}

    static ClusterState of(Cluster cluster, StateRules rules) {
        ClusterState state = new ClusterState(rules);
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            var identity = cluster.identity(machine, 0, machine);
            Command admit = new Command.Admit(
                    identity.id(),
                    identity.instanceId(),
                    0,
                    identity.address(),
                    identity.zone(),
                    identity.failureDomain(),
                    identity.coordinator());
            if (!(state.apply(new Entry(1, 0, 0, admit)).outcome() instanceof Outcome.Admitted(long incarnation))) {
                throw new IllegalStateException("machine %d was not admitted".formatted(machine));
            }
            cluster.directory().put(incarnation, machine);
        }
        List<Command.Target> everybody = state.view().members().stream()
                .map((Member member) -> new Command.Target(member.incarnation(), member.sinceVersion()))
                .toList();
        state.apply(new Entry(1, 0, 0, new Command.Confirm(everybody)));
        return state;
    }
}
