package io.bellwether.faults.harness;

import io.bellwether.devservices.home.FreePorts;
import java.util.Set;

/**
 * Where a process listens, the same after a restart.
 *
 * @param raft Of a coordinator only; 0 otherwise.
 */
record Ports(int http, int datagrams, int raft) {

    /** Free ones that are none of those taken, which they join. */
    static Ports free(boolean coordinator, Set<Integer> taken) {
        return new Ports(next(taken), next(taken), coordinator ? next(taken) : 0);
    }

    private static int next(Set<Integer> taken) {
        int port = FreePorts.next(taken);
        taken.add(port);
        return port;
    }
}
