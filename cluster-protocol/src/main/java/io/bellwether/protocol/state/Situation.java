package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import org.jspecify.annotations.Nullable;

/**
 * All that guards and touches may look at.
 *
 * @param life The name, null if it is not known.
 * @param cause The cause that the command tells; the table may name another.
 * @param instanceId The process that asks to be let in, else empty.
 * @param order The order that an operator gives, if any.
 * @param started Whether any member of this cluster was ever confirmed.
 */
record Situation(
        @Nullable Life life,
        Cause cause,
        String instanceId,
        @Nullable OperatorOrder order,
        boolean started,
        long nowNanos,
        StateRules rules) {}
