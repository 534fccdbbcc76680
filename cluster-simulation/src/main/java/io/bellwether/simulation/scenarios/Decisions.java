package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** Writes down all that a run decides, without the wall-clock times that are only shown; those are kept apart. */
final class Decisions implements Observer {

    private final World world;
    private final List<String> made = new ArrayList<>();
    private final List<Long> stamps = new ArrayList<>();

    Decisions(World world) {
        this.world = world;
    }

    /** Everything decided, in order. */
    List<String> made() {
        return made;
    }

    /** The wall-clock times on entries and events, in order. */
    List<Long> stamps() {
        return stamps;
    }

    private void add(int machine, String what) {
        made.add("%d %d %s".formatted(world.now(), machine, what));
    }

    @Override
    public void proposed(int machine, Entry entry) {
        stamps.add(entry.wallMillis());
        add(machine, "proposes " + unstamped(entry));
    }

    @Override
    public void committed(long index, Entry entry, Applied applied, View after) {
        add(-1, "%d: %s, %s, %s".formatted(index, unstamped(entry), applied.outcome(), applied.deltas()));
        for (Event event : applied.events()) {
            stamps.add(event.wallMillis());
            add(-1, "%d: %s".formatted(index, unstamped(event)));
        }
    }

    private static Entry unstamped(Entry entry) {
        return new Entry(entry.term(), entry.clusterNanos(), 0, entry.command());
    }

    private static Event unstamped(Event event) {
        return new Event(
                event.sequence(),
                event.version(),
                event.epoch(),
                event.clusterMillis(),
                0,
                event.kind(),
                event.id(),
                event.incarnation(),
                event.from(),
                event.to(),
                event.cause(),
                event.evidence());
    }

    @Override
    public void viewChanged(int machine, View before, View after) {
        add(machine, "follows %s %x".formatted(after, after.membershipHash()));
    }

    @Override
    public void edgeChanged(int machine, long subject, EdgeVerdict verdict) {
        add(machine, "finds %d %s".formatted(subject, verdict));
    }

    @Override
    public void stageChanged(int machine, Stage stage, String detail) {
        add(machine, stage + " " + detail);
    }

    @Override
    public void modeChanged(int machine, Mode mode) {
        add(machine, mode.toString());
    }

    @Override
    public void roleChanged(int machine, boolean leading, long term) {
        add(machine, "%s in term %d".formatted(leading ? "leads" : "follows", term));
    }

    @Override
    public void viewsDisagree(int machine, String detail) {
        add(machine, detail);
    }

    @Override
    public void deltaHeard(int machine, long version, int ageMillis, int hops) {
        add(machine, "hears of %d, %d ms, %d hops".formatted(version, ageMillis, hops));
    }
}
