package io.bellwether.simulation.peers.phi;

import io.bellwether.simulation.peers.Listeners;
import io.bellwether.simulation.peers.Observes;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Machine;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.Programs;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The program: one process of a cluster with phi and one observer. */
public final class PhiNode implements Program, Observes {

    private final PhiSettings settings;
    private final View settled;
    private final int starts;
    private final Listeners listeners = new Listeners();
    private final Verdict[] verdicts;
    private @Nullable ClusterProcess process;

    private PhiNode(PhiSettings settings, View settled, int starts) {
        this.settings = settings;
        this.settled = settled;
        this.starts = starts;
        verdicts = new Verdict[settings.machines()];
        Arrays.fill(verdicts, Verdict.ABSENT);
    }

    /** Makes the processes of one world; each program is a {@code PhiNode}. */
    public static Programs programs(PhiSettings settings) {
        var settled = View.settled(settings.machines());
        return (machine, start, name) -> new PhiNode(settings, settled, start);
    }

    @Override
    public void start(Machine machine) {
        verdicts[machine.self()] = Verdict.ALIVE;
        process = new ClusterProcess(settings, machine, starts, listeners, verdicts);
        if (settings.settled() && starts == 0) {
            process.startSettled(settled);
        } else {
            process.startJoining();
        }
    }

    @Override
    public void received(int from, Object message, Channel channel) {
        process().received(from, (Letter) message);
    }

    @Override
    public void wake() {
        process().wake();
    }

    @Override
    public long deadlineNanos() {
        return process().deadlineNanos();
    }

    @Override
    public void stopped() {
        process().leave();
    }

    @Override
    public Verdict verdictAbout(int machine) {
        return machine >= 0 && machine < verdicts.length ? verdicts[machine] : Verdict.ABSENT;
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Whether this process has learnt that it was downed and does nothing any more; only a restart brings it back. */
    public boolean shutDown() {
        return process().shutDown();
    }

    private ClusterProcess process() {
        return Objects.requireNonNull(process, "not started");
    }
}
