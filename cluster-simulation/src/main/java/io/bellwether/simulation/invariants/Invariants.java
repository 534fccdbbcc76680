package io.bellwether.simulation.invariants;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberChange;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.membership.ViewDelta;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.ClusterState;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Entry;
import io.bellwether.protocol.state.Standing;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.world.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks on in a run and notes every promise that it breaks; the first ends the run. */
public final class Invariants implements Observer {

    private static final Duration SAMPLE = Duration.ofMillis(100);
    private static final int VIOLATIONS_MAX = 100;

    private final Cluster cluster;
    private final GroundTruth truth;
    private final List<Violation> violations = new ArrayList<>();
    private final Map<Long, Long> hashOfEpoch = new HashMap<>();
    private final Set<Long> gone = new HashSet<>();
    private final long verdictNanos;
    private final long unreachableNanos;
    private final long removedNanos;
    private final long arrivingNanos;
    private final long steadyNanos;
    private final long waitedNanos;
    private int lastLeader = -1;
    private boolean leadersAreMoved;

    /** Looks on from now. */
    public Invariants(Cluster cluster) {
        this.cluster = cluster;
        this.truth = new GroundTruth(cluster);
        TimingProfile profile = cluster.spec().profile();
        long beat = profile.heartbeat().toNanos();
        // What was so a moment ago may still stand in reports: the cap, three beats for reports, a beat for a trial.
        this.verdictNanos = profile.silenceCap().toNanos() + 5 * beat;
        this.steadyNanos = 3 * beat;
        // A new leader takes whom it knows nothing of for silent since one cap before it took over.
        this.waitedNanos =
                profile.failureTimeout().toNanos() - profile.silenceCap().toNanos() - 2 * beat;
        this.unreachableNanos = profile.silenceCap().toNanos() + 6 * beat;
        this.arrivingNanos = profile.failureTimeout().toNanos();
        this.removedNanos = profile.failureTimeout().toNanos() + 15 * beat;
        cluster.observe(this);
        cluster.world().every(SAMPLE, this::sample);
    }

    /** Leaders are moved on purpose in this run. */
    public void leadersAreMoved() {
        leadersAreMoved = true;
    }

    /** What was broken, in order. */
    public List<Violation> violations() {
        return violations;
    }

    /** Notes a broken promise and ends the run. */
    public void broken(Rule rule, String detail) {
        if (violations.size() < VIOLATIONS_MAX) {
            violations.add(new Violation(rule, cluster.world().now(), detail));
        }
        cluster.world().halt();
    }

    /** Does this; what it throws breaks a promise. */
    public void guard(Runnable action) {
        try {
            action.run();
        } catch (IllegalStateException
                | IllegalArgumentException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            broken(Rule.NO_CRASH, e + " at " + e.getStackTrace()[0]);
        }
    }

    private void sample() {
        truth.sample();
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            checkDead(machine);
        }
    }

    private void checkDead(int machine) {
        // What a restarted coordinator holds before it leads is not the newest.
        if (!truth.isDown(machine) || cluster.leader() < 0) {
            return;
        }
        Member member = cluster.memberOn(machine);
        if (member == null || member.status() == MemberStatus.MAINTENANCE) {
            return;
        }
        long led = truth.ledWhileDownNanos(machine);
        boolean lost = state().isLost(member.incarnation());
        if (!lost && led > unreachableNanos + graceNanos(member)) {
            broken(
                    Rule.DEAD_IS_FOUND,
                    "%s is down, led for %.1f s since, and still %s"
                            .formatted(member.id(), led / 1e9, member.status()));
        } else if (truth.removableWhileDownNanos(machine) > removedNanos && state().removalRefused() == null) {
            broken(
                    Rule.DEAD_IS_FOUND,
                    "%s is down, led for %.1f s since, and still a member".formatted(member.id(), led / 1e9));
        }
    }

    /** Who has not said a word since it was let in has the failure timeout for its first one. */
    private long graceNanos(Member member) {
        boolean isNew = member.status() == MemberStatus.JOINING || member.status() == MemberStatus.RECOVERING;
        return isNew ? arrivingNanos : 0;
    }

    private ClusterState state() {
        int leader = cluster.leader();
        return cluster.state(
                leader >= 0 ? leader : cluster.spec().coordinators().getFirst());
    }

    @Override
    public void viewChanged(int machine, View before, View after) {
        Long known = hashOfEpoch.putIfAbsent(after.epoch(), after.membershipHash());
        if (known != null && known != after.membershipHash()) {
            broken(Rule.ONE_CONTENT, "machine %d holds another content of epoch %d".formatted(machine, after.epoch()));
        }
        if (after.version() < before.version()) {
            broken(Rule.ONE_CONTENT, "machine %d went back from %s to %s".formatted(machine, before, after));
        }
    }

    @Override
    public void viewsDisagree(int machine, String detail) {
        broken(Rule.ONE_CONTENT, "machine %d: %s".formatted(machine, detail));
    }

    @Override
    public void committed(long index, Entry entry, Applied applied, View after) {
        Long known = hashOfEpoch.putIfAbsent(after.epoch(), after.membershipHash());
        if (known != null && known != after.membershipHash()) {
            broken(Rule.ONE_CONTENT, "the log holds another content of epoch " + after.epoch());
        }
        for (ViewDelta delta : applied.deltas()) {
            delta.changes().forEach(this::check);
        }
    }

    private void check(MemberChange change) {
        switch (change) {
            case MemberChange.Joined(Member member) -> {
                if (gone.contains(member.incarnation())) {
                    broken(Rule.GONE_STAYS_GONE, "%s#%d is back".formatted(member.id(), member.incarnation()));
                }
            }
            case MemberChange.Gone(long incarnation, var status, var cause) -> {
                gone.add(incarnation);
                if (status == MemberStatus.REMOVED) {
                    checkAccused(incarnation, "removed");
                }
                if (cause == Cause.FAILURE_TIMEOUT) {
                    checkWaited(incarnation);
                }
            }
            case MemberChange.Readdressed readdressed -> {}
            case MemberChange.Moved(long incarnation, var status, var cause, long since) -> {
                if (status == MemberStatus.UNREACHABLE) {
                    checkAccused(incarnation, "accused");
                }
            }
        }
    }

    private void checkWaited(long incarnation) {
        int machine = cluster.machineOf(incarnation);
        long heard = machine < 0 ? -1 : truth.heardAgoNanos(machine, incarnation);
        if (heard >= 0 && heard < waitedNanos) {
            broken(
                    Rule.HEARD_IS_KEPT,
                    "%s was removed only %.1f s after it was heard".formatted(cluster.name(incarnation), heard / 1e9));
        }
    }

    private void checkAccused(long incarnation, String what) {
        int machine = cluster.machineOf(incarnation);
        Node node = machine < 0 ? null : cluster.node(machine);
        if (node == null || node.incarnation() != incarnation || node.stage() != Stage.MEMBER) {
            return;
        }
        long connected = truth.connectedForNanos(machine);
        if (connected > verdictNanos) {
            broken(
                    Rule.CONNECTED_IS_KEPT,
                    "%s was %s although connected for %.1f s"
                            .formatted(cluster.name(incarnation), what, connected / 1e9));
        }
    }

    @Override
    public void proposed(int machine, Entry entry) {
        if (entry.command() instanceof Command.Remove(List<Command.Target> targets)) {
            targets.forEach(target -> checkHeard(machine, target.incarnation()));
        }
    }

    // Only observers that the leader can hear itself are held against it: others may be right and unheard.
    private void checkHeard(int leader, long subject) {
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            Node node = cluster.node(machine);
            if (node == null || !hears(node, subject, cluster.world().nanosOf(machine))) {
                continue;
            }
            Member member = cluster.committedView().member(node.incarnation());
            if (member != null
                    && member.status().observes()
                    && truth.connectedForNanos(machine) > steadyNanos
                    && cluster.world().network().openBothWays(machine, leader)) {
                broken(
                        Rule.HEARD_IS_KEPT,
                        "%s is to be removed, but %s hears it".formatted(cluster.name(subject), member.id()));
            }
        }
    }

    private boolean hears(Node node, long subject, long nanos) {
        return node.stage() == Stage.MEMBER
                && node.edgeGoodForNanos(subject, nanos) > 2 * steadyNanos
                && !node.isDoubting(nanos);
    }

    @Override
    public void roleChanged(int machine, boolean leading, long term) {
        if (!leading) {
            return;
        }
        boolean moved = lastLeader >= 0 && machine != lastLeader;
        if (moved && !leadersAreMoved && truth.connectedForNanos(lastLeader) > verdictNanos) {
            broken(
                    Rule.LEADER_STAYS,
                    "machine %d leads term %d although %d was connected".formatted(machine, term, lastLeader));
        }
        lastLeader = machine;
    }

    /** Everything has been whole for a while: all that live must agree, and all that are dead must be gone. */
    public void checkConverged() {
        View committed = cluster.committedView();
        if (cluster.leader() < 0) {
            broken(Rule.ALL_CONVERGE, "nobody leads");
            return;
        }
        for (int machine = 0; machine < cluster.spec().nodes(); machine++) {
            Node node = cluster.node(machine);
            if (node != null && cluster.world().condition(machine) == Condition.UP) {
                checkLive(machine, node, committed);
            }
        }
    }

    private void checkLive(int machine, Node node, View committed) {
        NodeId id = cluster.nodeId(machine);
        Standing standing = state().standing(id);
        if (standing.held() || standing.refused()) {
            boolean ends = standing.operatorNeeded() || standing.retryNanos() < Long.MAX_VALUE;
            if (!ends) {
                broken(Rule.DAMPING_ENDS, "%s is kept out without an end".formatted(id));
            }
            return;
        }
        if (node.stage() != Stage.MEMBER) {
            broken(Rule.ALL_CONVERGE, "%s is %s: %s".formatted(id, node.stage(), node.stageDetail()));
        } else if (node.view().version() != committed.version()) {
            broken(Rule.ALL_CONVERGE, "%s holds %s, committed is %s".formatted(id, node.view(), committed));
        } else if (state().isLost(node.incarnation())) {
            broken(Rule.ALL_CONVERGE, "%s is whole and still UNREACHABLE".formatted(id));
        }
    }
}
