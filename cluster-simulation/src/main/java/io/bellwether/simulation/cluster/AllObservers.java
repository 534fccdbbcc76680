package io.bellwether.simulation.cluster;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Entry;
import java.util.List;

/** Tells everybody who looks on, in the order in which they came. */
record AllObservers(List<Observer> observers) implements Observer {

    @Override
    public void committed(long index, Entry entry, Applied applied, View after) {
        observers.forEach(each -> each.committed(index, entry, applied, after));
    }

    @Override
    public void viewChanged(int machine, View before, View after) {
        observers.forEach(each -> each.viewChanged(machine, before, after));
    }

    @Override
    public void edgeChanged(int machine, long subject, EdgeVerdict verdict) {
        observers.forEach(each -> each.edgeChanged(machine, subject, verdict));
    }

    @Override
    public void stageChanged(int machine, Stage stage, String detail) {
        observers.forEach(each -> each.stageChanged(machine, stage, detail));
    }

    @Override
    public void modeChanged(int machine, Mode mode) {
        observers.forEach(each -> each.modeChanged(machine, mode));
    }

    @Override
    public void roleChanged(int machine, boolean leading, long term) {
        observers.forEach(each -> each.roleChanged(machine, leading, term));
    }

    @Override
    public void proposed(int machine, Entry entry) {
        observers.forEach(each -> each.proposed(machine, entry));
    }

    @Override
    public void viewsDisagree(int machine, String detail) {
        observers.forEach(each -> each.viewsDisagree(machine, detail));
    }

    @Override
    public void deltaHeard(int machine, long version, int ageMillis, int hops) {
        observers.forEach(each -> each.deltaHeard(machine, version, ageMillis, hops));
    }

    @Override
    public void rumourHeard(int machine, Rumour rumour) {
        observers.forEach(each -> each.rumourHeard(machine, rumour));
    }
}
