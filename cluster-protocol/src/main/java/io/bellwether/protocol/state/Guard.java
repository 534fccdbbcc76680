package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import java.util.Objects;

/** What must hold for a row of the table. Of several rows for one pair the first whose guard holds is taken. */
public enum Guard {
    ALWAYS(""),
    FIRST_OF_ALL("no member of this cluster was ever confirmed"),
    MAINTAINED("an order of maintenance is in force"),
    DRAINED("an order to drain is in force"),
    HEARD("no verdict says it is lost"),
    LOST("a verdict says it is lost"),
    HELD("its quarantine is not over: points or back-off"),
    HELD_COORDINATOR("a coordinator whose quarantine is not over"),
    OPERATOR_NEEDED("all its tries are used up"),
    FLAPPING("its quarantine is not over, or it was lost twice and has the reuse limit of points or more"),
    FLAPPING_COORDINATOR("a coordinator that is flapping in this sense"),
    SAME_PROCESS("it is the same process as before"),
    CRASH_IS_TOO_MUCH("with the points of this crash it reaches the quarantine limit"),
    WORSE_CAUSE("the new cause is worse: partly cut before lossy before a low score"),
    BY_SCORE("its score was the cause");

    private final String text;

    Guard(String text) {
        this.text = text;
    }

    /** The guard as a clause for people, empty if it always holds. */
    public String text() {
        return text;
    }

    boolean holds(Situation situation) {
        if (this == ALWAYS) {
            return true;
        }
        if (this == FIRST_OF_ALL) {
            return !situation.started();
        }
        return holds(situation, Objects.requireNonNull(situation.life()));
    }

    private boolean holds(Situation situation, Life life) {
        var penalty = life.penalty();
        long now = situation.nowNanos();
        return switch (this) {
            case ALWAYS, FIRST_OF_ALL -> throw new IllegalStateException("decided without a life: " + this);
            case MAINTAINED -> life.maintenance() != null;
            case DRAINED -> life.drain() != null;
            case HEARD -> life.heard();
            case LOST -> !life.heard();
            case HELD -> penalty.isHeld(now);
            case HELD_COORDINATOR -> life.member().coordinator() && penalty.isHeld(now);
            case OPERATOR_NEEDED -> penalty.operatorNeeded();
            case FLAPPING -> penalty.isFlapping(now, situation.rules());
            case FLAPPING_COORDINATOR -> life.member().coordinator() && penalty.isFlapping(now, situation.rules());
            case SAME_PROCESS -> life.instanceId().equals(situation.instanceId());
            case CRASH_IS_TOO_MUCH -> penalty.nextCrashIsTooMuch(now, situation.rules());
            case WORSE_CAUSE -> weight(situation.cause()) > weight(life.member().cause());
            case BY_SCORE -> life.member().cause() == Cause.SCORE_LOW;
        };
    }

    private static int weight(Cause cause) {
        return switch (cause) {
            case PARTLY_CUT -> 3;
            case LOSSY -> 2;
            case SCORE_LOW -> 1;
            default -> 0;
        };
    }
}
