package io.bellwether.simulation.peers.lifeguard;

import io.bellwether.simulation.peers.Listeners;
import io.bellwether.simulation.peers.Observes;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Machine;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.Programs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The program: one process of SWIM with Lifeguard. */
public final class LifeguardNode implements Program, Observes {

    private final LifeguardSettings settings;
    private final int starts;
    private final Listeners listeners = new Listeners();
    private @Nullable Agent agent;

    private LifeguardNode(LifeguardSettings settings, int starts) {
        this.settings = settings;
        this.starts = starts;
    }

    /** Makes the processes of one world; each program is a {@code LifeguardNode}. */
    public static Programs programs(LifeguardSettings settings) {
        return (machine, start, name) -> new LifeguardNode(settings, start);
    }

    @Override
    public void start(Machine machine) {
        agent = new Agent(settings, machine, listeners);
        agent.start(settings.settled() && starts == 0);
    }

    @Override
    public void received(int from, Object message, Channel channel) {
        agent().received(from, (Letter) message);
    }

    @Override
    public void wake() {
        agent().wake();
    }

    @Override
    public long deadlineNanos() {
        return agent().deadlineNanos();
    }

    @Override
    public void stopped() {
        agent().leave();
    }

    @Override
    public Verdict verdictAbout(int machine) {
        return agent == null ? Verdict.ABSENT : agent.verdictAbout(machine);
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** The local health multiplier, from 0 for a process that trusts itself. */
    public int doubt() {
        return agent().doubt();
    }

    private Agent agent() {
        return Objects.requireNonNull(agent, "not started");
    }
}
