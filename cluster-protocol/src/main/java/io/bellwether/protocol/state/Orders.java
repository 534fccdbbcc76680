package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.NodeId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What operators ask for, by name. */
final class Orders {

    private final StateRules rules;
    private final Books books;
    private final Ledger ledger;
    private final Lifecycle lifecycle;

    Orders(StateRules rules, Books books, Ledger ledger, Lifecycle lifecycle) {
        this.rules = rules;
        this.books = books;
        this.ledger = ledger;
        this.lifecycle = lifecycle;
    }

    /** To drain or to maintain. */
    Outcome give(NodeId id, MemberEvent event, String reason, Duration timeToLive) {
        if (timeToLive.isNegative() || timeToLive.isZero() || timeToLive.compareTo(rules.orderMax()) > 0) {
            return new Outcome.Refused(
                    RefusalCode.INVALID,
                    "The time to live must be over 0 and at most %s, got %s".formatted(rules.orderMax(), timeToLive),
                    0);
        }
        if (reason.length() > OperatorOrder.REASON_MAX) {
            return tooLong(reason);
        }
        var order = new OperatorOrder(reason, ledger.nowNanos() + timeToLive.toNanos());
        return happen(id, event, reason, order);
    }

    /** To end an order. */
    Outcome end(NodeId id, MemberEvent event) {
        return happen(id, event, "", null);
    }

    /** To readmit or to forget. */
    Outcome tell(NodeId id, MemberEvent event, String reason) {
        return reason.length() > OperatorOrder.REASON_MAX ? tooLong(reason) : happen(id, event, reason, null);
    }

    private Outcome happen(NodeId id, MemberEvent event, String reason, @Nullable OperatorOrder order) {
        Life life = books.life(id);
        if (life == null) {
            return new Outcome.Refused(RefusalCode.UNKNOWN, "There is no member or former member %s".formatted(id), 0);
        }
        Transition row = lifecycle.happen(life, event, Cause.OPERATOR, reason, order);
        if (row == null) {
            return notInTable(life, event);
        }
        var tally = new Tally();
        tally.count(row.action());
        return tally.outcome();
    }

    static Outcome.Refused notInTable(Life life, MemberEvent event) {
        return new Outcome.Refused(
                RefusalCode.NOT_ALLOWED,
                "%s is %s, where this cannot happen: %s".formatted(life.id(), life.status(), event.text()),
                0);
    }

    private static Outcome.Refused tooLong(String reason) {
        return new Outcome.Refused(
                RefusalCode.INVALID,
                "A reason must have at most %d characters, got %d".formatted(OperatorOrder.REASON_MAX, reason.length()),
                0);
    }
}
