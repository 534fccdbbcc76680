package io.bellwether.simulation.invariants;

import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.Stage;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.Arrays;

/**
 * What really is, as only the simulator can know it: sampled often enough for what is judged by it. A machine is
 * connected while it runs at full speed and speaks without loss, in both directions, with every coordinator that runs,
 * and those are a majority that speaks with itself.
 */
final class GroundTruth {

    static final long NEVER = Long.MIN_VALUE;

    private final Cluster cluster;
    private final long[] connectedSince;
    private final long[] downSince;
    private final int[] starts;
    /** When a machine was last connected for long enough to be heard of, and as which incarnation. */
    private final long[] heardAt;

    private final long[] heardAs;
    /** Of the time since a machine went down, how much the cluster had a leader that could work. */
    private final long[] ledWhileDown;
    /** Of that time, how much removal was allowed. */
    private final long[] removableWhileDown;

    private long lastSample;
    private int leader = -1;
    private long leaderSince;

    GroundTruth(Cluster cluster) {
        this.cluster = cluster;
        this.connectedSince = new long[cluster.spec().nodes()];
        this.downSince = new long[cluster.spec().nodes()];
        this.starts = new int[cluster.spec().nodes()];
        this.heardAt = new long[cluster.spec().nodes()];
        this.heardAs = new long[cluster.spec().nodes()];
        this.ledWhileDown = new long[cluster.spec().nodes()];
        this.removableWhileDown = new long[cluster.spec().nodes()];
        Arrays.fill(connectedSince, NEVER);
        Arrays.fill(downSince, NEVER);
    }

    void sample() {
        World world = cluster.world();
        long now = world.now();
        boolean quorum = quorumIsWhole();
        int present = quorum ? cluster.leader() : -1;
        if (present != leader) {
            leader = present;
            leaderSince = now;
        }
        long led = isLedFor(LEADER_SETTLES_NANOS) ? now - lastSample : 0;
        long removable = led > 0 && !cluster.state(leader).protection().isOn() ? led : 0;
        for (int machine = 0; machine < connectedSince.length; machine++) {
            boolean sameProcess = world.starts(machine) == starts[machine];
            starts[machine] = world.starts(machine);
            if (!(quorum && isConnected(machine))) {
                connectedSince[machine] = NEVER;
            } else if (connectedSince[machine] == NEVER || !sameProcess) {
                connectedSince[machine] = now;
            } else if (now - connectedSince[machine] >= REPORTS_ARRIVE_NANOS) {
                Node node = cluster.node(machine);
                heardAt[machine] = now;
                heardAs[machine] = node == null || node.stage() != Stage.MEMBER ? 0 : node.incarnation();
            }
            if (world.condition(machine) != Condition.DOWN) {
                downSince[machine] = NEVER;
                ledWhileDown[machine] = 0;
                removableWhileDown[machine] = 0;
            } else if (downSince[machine] == NEVER || !sameProcess) {
                // Another process may have come and gone since the last look.
                downSince[machine] = now;
                ledWhileDown[machine] = 0;
                removableWhileDown[machine] = 0;
            } else {
                ledWhileDown[machine] += led;
                removableWhileDown[machine] += removable;
            }
        }
        lastSample = now;
    }

    /** Pings that are held up longer miss their second, there and back. */
    private static final Duration HOLD_UP_MOST = Duration.ofMillis(100);

    private static final long LEADER_SETTLES_NANOS = 2_000_000_000L;

    private static final long REPORTS_ARRIVE_NANOS = 2_000_000_000L;

    /** Whether there has been one working leader for so long. */
    boolean isLedFor(long nanos) {
        return leader >= 0 && cluster.world().now() - leaderSince >= nanos;
    }

    /** For how long a machine has been connected, or -1. */
    long connectedForNanos(int machine) {
        return connectedSince[machine] == NEVER ? -1 : cluster.world().now() - connectedSince[machine];
    }

    /** How long ago a coordinator heard this incarnation at the latest, or -1 if that is not known. */
    long heardAgoNanos(int machine, long incarnation) {
        return heardAs[machine] == incarnation ? cluster.world().now() - heardAt[machine] : -1;
    }

    boolean isDown(int machine) {
        return downSince[machine] != NEVER;
    }

    /** How long a dead machine could have been noticed. */
    long ledWhileDownNanos(int machine) {
        return ledWhileDown[machine];
    }

    /** How long a dead machine could have been removed. */
    long removableWhileDownNanos(int machine) {
        return removableWhileDown[machine];
    }

    private boolean runs(int machine) {
        return cluster.world().condition(machine) == Condition.UP
                && !cluster.world().isSlow(machine);
    }

    private boolean quorumIsWhole() {
        int running = 0;
        for (int a : cluster.spec().coordinators()) {
            if (runs(a)) {
                running++;
                for (int b : cluster.spec().coordinators()) {
                    if (runs(b) && a != b && !isClean(a, b)) {
                        return false;
                    }
                }
            }
        }
        return running > cluster.spec().coordinators().size() / 2;
    }

    private boolean isConnected(int machine) {
        if (!runs(machine)) {
            return false;
        }
        for (int coordinator : cluster.spec().coordinators()) {
            if (coordinator != machine && runs(coordinator) && !isClean(machine, coordinator)) {
                return false;
            }
        }
        return true;
    }

    private boolean isClean(int a, int b) {
        Network network = cluster.world().network();
        return network.holdUpMost().compareTo(HOLD_UP_MOST) <= 0
                && network.openBothWays(a, b)
                && network.passes(a, b) == 1
                && network.passes(b, a) == 1;
    }
}
