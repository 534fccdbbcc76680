package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.state.Transition.Action;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of the table while it is written; its reason completes it. */
final class Row {

    private final List<Transition> table;
    private final @Nullable MemberStatus from;
    private final MemberEvent event;
    private final Guard guard;
    private Action action = Action.IGNORE;
    private @Nullable MemberStatus to;
    private @Nullable Cause cause;
    private @Nullable RefusalCode refusal;
    private List<Touch> touches = List.of();

    Row(List<Transition> table, @Nullable MemberStatus from, MemberEvent event, Guard guard) {
        this.table = table;
        this.from = from;
        this.event = event;
        this.guard = guard;
    }

    /** It moves, by this cause or, if null, by the one that was told. */
    Row to(MemberStatus status, @Nullable Cause why, Touch... others) {
        action = Action.MOVE;
        to = status;
        cause = why;
        touches = Arrays.asList(others);
        return this;
    }

    /** It stays, and something is noted. */
    Row stays(Touch... others) {
        action = Action.RECORD;
        touches = Arrays.asList(others);
        return this;
    }

    Row ignored() {
        action = Action.IGNORE;
        return this;
    }

    Row refused(RefusalCode code, Touch... others) {
        action = Action.REFUSE;
        refusal = code;
        touches = Arrays.asList(others);
        return this;
    }

    void because(String reason) {
        table.add(new Transition(from, event, guard, action, to, cause, refusal, touches, reason));
    }
}
