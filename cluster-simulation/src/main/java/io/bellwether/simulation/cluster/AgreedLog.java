package io.bellwether.simulation.cluster;

import io.bellwether.protocol.state.Entry;
import io.bellwether.simulation.log.LogFaults;
import io.bellwether.simulation.log.LogReplica;
import io.bellwether.simulation.log.LogTiming;
import io.bellwether.simulation.log.ReplicaCheck;
import io.bellwether.simulation.world.Machine;
import java.util.Map;
import java.util.TreeMap;

/** The log of one cluster: the disks and faults of its replicas, and the check that they agree. */
final class AgreedLog {

    private final ClusterSpec spec;
    private final ReplicaCheck<Entry> check;
    private final Map<Integer, LogFaults> faults = new TreeMap<>();

    AgreedLog(ClusterSpec spec) {
        this.spec = spec;
        this.check = new ReplicaCheck<>(spec.coordinators());
    }

    LogReplica<Entry> replica(Machine machine, LogReplica.Listener<Entry> listener) {
        return new LogReplica<>(
                machine.self(),
                spec.coordinators(),
                LogTiming.of(spec.profile()),
                check.disk(machine.self()),
                machine,
                listener,
                faults(machine.self()));
    }

    LogFaults faults(int machine) {
        return faults.computeIfAbsent(machine, fresh -> new LogFaults());
    }

    void applied(int machine, long index, long hash) {
        check.applied(machine, index, hash);
    }

    int elections() {
        return check.elections();
    }
}
