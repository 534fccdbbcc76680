package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of transitions.
 *
 * @param from The state before, null for a name that is not known.
 * @param event What happened.
 * @param guard What must hold as well.
 * @param action What kind of row it is.
 * @param to The state after, only if it moves. A process that is admitted is a new member: its row says the state that
 *     the new one begins in.
 * @param cause The cause of the new state, null if it moves by the cause that was told.
 * @param refusal Why, only if it refuses.
 * @param touches What else it does, in order.
 * @param reason Why the row is so, for people.
 */
public record Transition(
        @Nullable MemberStatus from,
        MemberEvent event,
        Guard guard,
        Action action,
        @Nullable MemberStatus to,
        @Nullable Cause cause,
        @Nullable RefusalCode refusal,
        List<Touch> touches,
        String reason) {

    /** What a row does. */
    public enum Action {
        /** The member is in another state: a change of the view and an event. */
        MOVE,
        /** The member stays, something about it is noted: an event. */
        RECORD,
        /** Nothing at all. */
        IGNORE,
        /** Nothing, and the command is told why. */
        REFUSE
    }

    public Transition {
        touches = List.copyOf(touches);
        if ((action == Action.MOVE) != (to != null) || (action == Action.REFUSE) != (refusal != null)) {
            throw new IllegalArgumentException("row %s, %s, %s fits no action".formatted(from, event, guard));
        }
    }
}
