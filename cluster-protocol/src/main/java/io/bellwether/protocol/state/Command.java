package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.NodeId;
import java.time.Duration;
import java.util.List;

/**
 * What the leader proposes. Every command can be applied late or twice: it names what it was decided upon, and does
 * nothing where that has changed.
 */
public sealed interface Command {

    /** A member as the leader saw it when it decided: this incarnation, unchanged since this version. */
    record Target(long incarnation, long sinceVersion) {}

    /** Nothing but the time. */
    record Tick() implements Command {}

    /**
     * Lets a process in. One that is in already keeps its incarnation, and is reached at this address from now on.
     *
     * @param replaces The incarnation that the name has now and that this process may replace, 0 if it has none.
     * @param moves How often the process had changed its address when it asked. One that asked before its last move, and
     *     is heard after, is not reached there any more.
     */
    record Admit(
            NodeId id,
            String instanceId,
            long replaces,
            String address,
            String zone,
            String failureDomain,
            boolean coordinator,
            long moves)
            implements Command {}

    /** Joining members were heard well for three beats. */
    record Confirm(List<Target> targets) implements Command {
        public Confirm {
            targets = List.copyOf(targets);
        }
    }

    /** Verdict one. All that stand are one commit. */
    record Lose(List<Loss> losses) implements Command {
        public Lose {
            losses = List.copyOf(losses);
        }

        /** One accused, and why: OBSERVERS or STAND_IN. {@code evidence} is for people. */
        public record Loss(Target target, Cause cause, String evidence) {}
    }

    /** The way back: heard again, by observers or by the second opinion. */
    record Find(List<Target> targets, Cause cause) implements Command {
        public Find {
            targets = List.copyOf(targets);
        }
    }

    /** Verdict two. */
    record Remove(List<Target> targets) implements Command {
        public Remove {
            targets = List.copyOf(targets);
        }
    }

    /** Worse than healthy: PARTLY_CUT, LOSSY or SCORE_LOW. */
    record Degrade(Target target, Cause cause, String evidence) implements Command {}

    /** Healthy again. */
    record Restore(Target target) implements Command {}

    /** A member says good-bye. */
    record Leave(long incarnation) implements Command {}

    /** An operator takes traffic away from a member, until undone or for this long. */
    record Drain(NodeId id, String reason, Duration timeToLive) implements Command {}

    record Undrain(NodeId id) implements Command {}

    /** An operator takes a member out of judgement, for this long. */
    record Maintain(NodeId id, String reason, Duration timeToLive) implements Command {}

    record EndMaintenance(NodeId id) implements Command {}

    /** An operator lets a member in again and clears its points. */
    record Readmit(NodeId id, String reason) implements Command {}

    /** An operator strikes a name off the books, member or not. */
    record Forget(NodeId id, String reason) implements Command {}
}
