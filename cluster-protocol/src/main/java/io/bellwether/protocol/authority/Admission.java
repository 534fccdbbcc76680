package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.state.Command;
import io.bellwether.protocol.state.Life;

/**
 * Who may join under which name. A new process takes the name over at once when it speaks from the same address, because
 * only one process can hold the port, or when the old one has been silent for two beats. While another is still heard from
 * elsewhere it is refused, and the process that was overtaken never comes back under that name: two processes with one
 * name do not chase each other.
 */
final class Admission {

    private final Evidence evidence;
    private long leadsSinceNanos;

    Admission(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Who has led for less than two beats cannot know that somebody has been silent for as long. */
    void leadsSince(long nowNanos) {
        leadsSinceNanos = nowNanos;
    }

    /** Either an answer at once, or a command whose outcome is the answer. */
    sealed interface Decision {
        record Now(Answer answer) implements Decision {}

        record Through(Command command) implements Decision {}
    }

    Decision decide(Request.Join join, long nowNanos) {
        Member present = evidence.view().member(join.id());
        if (present == null) {
            return admit(join, 0);
        }
        if (isSameProcess(join)) {
            return admit(join, present.incarnation());
        }
        if (join.incarnation() != 0 && join.incarnation() < present.incarnation()) {
            return refuse(
                    Answer.Reason.SUPERSEDED,
                    "A newer process of the name '%s' has joined from %s; this one stays out"
                            .formatted(join.id(), present.address()),
                    0);
        }
        if (present.address().equals(join.address()) || isSilent(present, nowNanos)) {
            return admit(join, present.incarnation());
        }
        return refuse(
                Answer.Reason.NAME_TAKEN,
                "The name '%s' is taken by a process that is still heard from %s; choose another cluster.node.id or stop that one"
                        .formatted(join.id(), present.address()),
                (int) (2 * evidence.beatNanos() / 1_000_000));
    }

    private boolean isSameProcess(Request.Join join) {
        Life life = evidence.state.life(join.id());
        return life != null && life.instanceId().equals(join.instanceId());
    }

    private boolean isSilent(Member present, long nowNanos) {
        if (evidence.isLost(present)) {
            return true;
        }
        long twoBeatsAgo = nowNanos - 2 * evidence.beatNanos();
        if (leadsSinceNanos - twoBeatsAgo > 0) {
            return false;
        }
        boolean reports = evidence.reportsFreshly(present.incarnation(), nowNanos);
        long heard =
                evidence.observers.lastHeardNanos(evidence.view(), present.incarnation(), twoBeatsAgo - 1, nowNanos);
        return !reports && heard - twoBeatsAgo < 0;
    }

    private static Decision admit(Request.Join join, long replaces) {
        return new Decision.Through(new Command.Admit(
                join.id(),
                join.instanceId(),
                replaces,
                join.address(),
                join.zone(),
                join.failureDomain(),
                join.coordinator(),
                join.moves()));
    }

    private static Decision refuse(Answer.Reason reason, String detail, int retryMillis) {
        return new Decision.Now(new Answer.Refused(reason, detail, retryMillis));
    }
}
