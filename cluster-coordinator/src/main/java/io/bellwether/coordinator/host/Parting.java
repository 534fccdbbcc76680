package io.bellwether.coordinator.host;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.coordinator.raft.AgreedLog;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.membership.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a coordinator takes its leave: says good-bye while a majority can still agree on it, stays for those that could not
 * say theirs without it, and hands leadership over. Otherwise the last of a cluster that goes down would be found by the
 * next start as members that vanished, and pay for it.
 */
final class Parting {

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration HANDOVER = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Parting.class);

    private final NodeId self;
    private final ClusterAgent agent;
    private final AgreedLog log;
    private final Leading leading;

    Parting(NodeId self, ClusterAgent agent, AgreedLog log, Leading leading) {
        this.self = self;
        this.agent = agent;
        this.log = log;
        this.leading = leading;
    }

    /**
     * Does all that.
     *
     * @param patience How long the good-bye may take, and how long others are waited for.
     * @param settling How long a leader stays in any case: good-byes of those that were told to stop at the same moment
     *     are under way to it, and while leadership is handed over nobody can agree on them.
     */
    void takeLeave(Duration patience, Duration settling) {
        boolean heard = agent.leave(patience);
        try {
            boolean alone = heard && awaitOthers(patience, log.status().leading() ? settling : Duration.ZERO);
            boolean handedOver = handOver();
            LOG.atInfo()
                    .addKeyValue("action", "coordinator.leaves")
                    .addKeyValue("node", self)
                    .addKeyValue("heard", heard)
                    .addKeyValue("waitedInVain", heard && !alone)
                    .addKeyValue("handedOver", handedOver)
                    .log("takes its leave");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits while others need this one; false where they still do when the patience ends. */
    private boolean awaitOthers(Duration patience, Duration settling) throws InterruptedException {
        long begun = System.nanoTime();
        var never = new CountDownLatch(1);
        while (System.nanoTime() - begun < settling.toNanos()
                || isNeeded(log.status().voters())) {
            if (System.nanoTime() - begun >= patience.toNanos()
                    || never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Whether voters mean to stay that are no majority without this one. */
    private boolean isNeeded(List<Voter> voters) {
        long staying = voters.stream()
                .map(Voter::id)
                .filter(voter -> !voter.equals(self) && leading.isStaying(voter))
                .count();
        return staying > 0 && staying <= voters.size() / 2;
    }

    private boolean handOver() throws InterruptedException {
        // Not to one that leaves as well: it would only have to hand it over again.
        Optional<NodeId> successor =
                log.status().leading() ? leading.successor().filter(leading::isStaying) : Optional.empty();
        if (successor.isEmpty()) {
            return false;
        }
        try {
            leading.transfer(successor.get()).get(HANDOVER.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            // Nobody is worse off than after a crash: an election decides.
            LOG.atDebug().addKeyValue("to", successor.get()).setCause(e).log("did not take leadership over");
            return false;
        }
    }
}
