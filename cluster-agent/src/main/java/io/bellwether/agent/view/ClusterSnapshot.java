package io.bellwether.agent.view;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.node.EdgeStatus;
import io.bellwether.protocol.node.NodeStatus;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as this process sees it, at one moment.
 *
 * @param self This process's name.
 * @param state Whether the agent works.
 * @param status What its node says of itself.
 * @param members All members, ordered by name.
 * @param memberChanges Counts up whenever a member changes or says something new.
 * @param leader The coordinator that leads, null if not known.
 * @param askFailure Why the last request to the coordinators came to nothing; empty if it did not.
 * @param failure Why the agent failed; empty unless it did.
 * @param takenNanos When this was taken, by {@link System#nanoTime}.
 */
public record ClusterSnapshot(
        NodeId self,
        AgentState state,
        NodeStatus status,
        List<MemberInfo> members,
        long memberChanges,
        @Nullable NodeId leader,
        String askFailure,
        String failure,
        long takenNanos) {

    private static final int FRESHNESS_NEVER = Integer.MAX_VALUE;

    /** The number that grows with every join and every removal. */
    public long epoch() {
        return status.view().epoch();
    }

    /** The number that grows with every committed change. */
    public long version() {
        return status.view().version();
    }

    public Mode mode() {
        return status.mode();
    }

    /** Why it is in that mode, as a clause for people. */
    public String modeReason() {
        return status.modeCause().text();
    }

    /** The name of the coordinator that leads, if it is known. */
    public Optional<String> leaderName() {
        return Optional.ofNullable(leader).map(NodeId::name);
    }

    /** Whether no leader with a majority is known, so that nothing can be written and nobody joins or leaves. */
    public boolean isReadOnly() {
        return status.mode() == Mode.READ_ONLY;
    }

    /** Whether a write is to be refused at once. While this is false outside READ_WRITE, it may wait for a leader. */
    public boolean refusesWrites() {
        return status.refusesWrites();
    }

    public Stage stage() {
        return status.stage();
    }

    /** Why it is in that stage, and what stands in the way. */
    public String stageDetail() {
        if (state == AgentState.FAILED) {
            return "the agent has failed: " + failure;
        }
        boolean waits = status.stage() == Stage.OUTSIDE || status.stage() == Stage.LEAVING;
        return waits && !askFailure.isEmpty() ? status.stageDetail() + "; " + askFailure : status.stageDetail();
    }

    public List<EdgeStatus> edges() {
        return status.edges();
    }

    public Optional<MemberInfo> member(NodeId id) {
        int low = 0;
        int high = members.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = members.get(middle).id().compareTo(id);
            if (order == 0) {
                return Optional.of(members.get(middle));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** How old the newest evidence of a leader with a majority is by now, if there is any. */
    public Optional<Duration> leaseAge(long nowNanos) {
        int age = status.freshness().ageMillis();
        return age == FRESHNESS_NEVER
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(age).plusNanos(nowNanos - takenNanos));
    }

    /** Whether this tells anything that the other does not, ages and measurements aside. */
    boolean isNews(ClusterSnapshot before) {
        return state != before.state
                || status.stage() != before.status.stage()
                || status.incarnation() != before.status.incarnation()
                || status.mode() != before.status.mode()
                || status.refusesWrites() != before.status.refusesWrites()
                || status.view() != before.status.view()
                || memberChanges != before.memberChanges
                || !askFailure.equals(before.askFailure)
                || (leader == null ? before.leader != null : !leader.equals(before.leader))
                || !sameVerdicts(status.edges(), before.status.edges());
    }

    private static boolean sameVerdicts(List<EdgeStatus> now, List<EdgeStatus> before) {
        if (now.size() != before.size()) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            boolean same = now.get(i).subject() == before.get(i).subject()
                    && now.get(i).verdict() == before.get(i).verdict();
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
