package io.bellwether.simulation.scenarios.small;

import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Writes down who began to lead, and who leads by its own account; every term counts, also one of the same leader. */
final class Elections implements Observer {

    private final Cluster cluster;
    private final List<Begin> begins = new ArrayList<>();
    private final TreeSet<Integer> leading = new TreeSet<>();

    /** A term that began. */
    record Begin(long nanos, int machine, long term) {}

    Elections(Cluster cluster) {
        this.cluster = cluster;
        cluster.observe(this);
    }

    @Override
    public void roleChanged(int machine, boolean leads, long term) {
        if (leads) {
            leading.add(machine);
            begins.add(new Begin(cluster.world().now(), machine, term));
        } else {
            leading.remove(machine);
        }
    }

    /** Terms that began later than this. */
    List<Begin> after(long nanos) {
        return begins.stream().filter(begin -> begin.nanos() > nanos).toList();
    }

    /** Those that lead by their own account and live. */
    List<Integer> leading() {
        return leading.stream().filter(machine -> cluster.node(machine) != null).toList();
    }
}
