package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries out rows of the table. Nothing else changes the state of a member. */
final class Lifecycle {

    private static final String NO_EVIDENCE = "";

    private final StateRules rules;
    private final Books books;
    private final Ledger ledger;

    Lifecycle(StateRules rules, Books books, Ledger ledger) {
        this.rules = rules;
        this.books = books;
        this.ledger = ledger;
    }

    /** What happened to a name that is known: its row, or null if the table has none. */
    @Nullable
    Transition happen(Life life, MemberEvent event, Cause told, String evidence) {
        return happen(life, event, told, evidence, null);
    }

    @Nullable
    Transition happen(Life life, MemberEvent event, Cause told, String evidence, @Nullable OperatorOrder order) {
        var situation = situation(life, told, order);
        Transition row = TransitionIndex.find(life.status(), event, situation);
        if (row == null) {
            return null;
        }
        switch (row.action()) {
            case MOVE -> move(life, row, situation, evidence);
            case RECORD -> note(life, row, situation, evidence);
            case IGNORE, REFUSE -> {}
        }
        return row;
    }

    /** The row that would be carried out if it happened now. */
    @Nullable
    Transition foresee(Life life, MemberEvent event, Cause told) {
        return TransitionIndex.find(life.status(), event, situation(life, told, null));
    }

    private Situation situation(Life life, Cause told, @Nullable OperatorOrder order) {
        return new Situation(life, told, "", order, ledger.started(), ledger.nowNanos(), rules);
    }

    private void move(Life life, Transition row, Situation situation, String evidence) {
        MemberStatus to = Objects.requireNonNull(row.to());
        Cause cause = Objects.requireNonNullElse(row.cause(), situation.cause());
        Member moved = life.member().in(to, cause, ledger.pendingVersion(), ledger.nowMillis());
        Life next = touched(life.in(moved), row, situation);
        if (to.isPresent()) {
            ledger.moved(moved);
        } else {
            ledger.gone(moved.incarnation(), to, cause);
        }
        ledger.tell(Event.Kind.MOVED, life.id(), moved.incarnation(), life.status(), to, cause, told(evidence, row));
        if (row.event() == MemberEvent.CONFIRMED) {
            ledger.start();
        }
        write(life, next, row);
    }

    private void note(Life life, Transition row, Situation situation, String evidence) {
        Life next = touched(life, row, situation);
        boolean forgotten = row.touches().contains(Touch.STRIKE_NAME);
        ledger.tell(
                forgotten ? Event.Kind.FORGOTTEN : Event.Kind.RECORDED,
                life.id(),
                life.member().incarnation(),
                life.status(),
                forgotten ? null : life.status(),
                situation.cause(),
                "%s; %s".formatted(row.event().text(), told(evidence, row)));
        write(life, next, row);
    }

    private void write(Life before, Life after, Transition row) {
        if (row.touches().contains(Touch.STRIKE_NAME)) {
            books.strike(before.id());
            return;
        }
        books.put(after);
        tellIfOperatorIsNeeded(before, after);
        if (!after.isPresent()) {
            dropOneTooMany();
        }
    }

    /** A process that asks to be let in: its incarnation, or why not. */
    Outcome admit(Command.Admit wish, @Nullable Life former) {
        var situation = new Situation(
                former, Cause.FIRST_JOIN, wish.instanceId(), null, ledger.started(), ledger.nowNanos(), rules);
        MemberStatus from = former == null ? null : former.status();
        Transition row = TransitionIndex.find(from, MemberEvent.ADMITTED, situation);
        if (row == null) {
            throw new IllegalStateException("the table has no row to admit %s from %s".formatted(wish.id(), from));
        }
        if (row.action() == Transition.Action.MOVE) {
            return new Outcome.Admitted(letIn(wish, former, row, situation));
        }
        return keepOut(Objects.requireNonNull(former), row, situation);
    }

    /** A process that is in, and is reached elsewhere now. What is known of it stays. */
    void readdress(Life life, String address, long moves) {
        Member member = life.member();
        if (!member.address().equals(address)) {
            ledger.pendingVersion();
            ledger.readdressed(member.incarnation(), address);
            ledger.tell(
                    Event.Kind.RECORDED,
                    life.id(),
                    member.incarnation(),
                    member.status(),
                    member.status(),
                    null,
                    "reached at %s now, was at %s".formatted(address, member.address()));
        }
        books.put(life.at(address, moves));
    }

    private long letIn(Command.Admit wish, @Nullable Life former, Transition row, Situation situation) {
        if (former != null && former.isPresent()) {
            supersede(former);
        }
        MemberStatus to = Objects.requireNonNull(row.to());
        Cause cause = Objects.requireNonNull(row.cause());
        var member = new Member(
                wish.id(),
                ledger.nextIncarnation(),
                to,
                cause,
                ledger.pendingVersion(),
                ledger.nowMillis(),
                wish.zone(),
                wish.failureDomain(),
                wish.coordinator(),
                wish.address());
        Life fresh = new Life(
                member,
                wish.instanceId(),
                true,
                Life.NEVER,
                former == null ? Penalty.NONE : former.penalty(),
                former == null ? null : former.drain(),
                former == null ? null : former.maintenance(),
                Life.NEVER,
                0,
                wish.moves());
        Life next = touched(fresh, row, situation);
        ledger.joined(member);
        ledger.tell(Event.Kind.MOVED, wish.id(), member.incarnation(), row.from(), to, cause, row.reason());
        books.put(next);
        tellIfOperatorIsNeeded(fresh, next);
        return member.incarnation();
    }

    /** The former member of a name goes in the same step in which the new one joins. */
    private void supersede(Life former) {
        boolean leaving = former.status() == MemberStatus.LEAVING;
        MemberStatus to = leaving ? MemberStatus.LEFT : MemberStatus.REMOVED;
        Cause cause = leaving ? Cause.GOODBYE : Cause.SUPERSEDED;
        ledger.gone(former.member().incarnation(), to, cause);
        ledger.tell(
                Event.Kind.MOVED,
                former.id(),
                former.member().incarnation(),
                former.status(),
                to,
                cause,
                "a newer process took the name over");
    }

    private Outcome.Refused keepOut(Life former, Transition row, Situation situation) {
        Life next = touched(former, row, situation);
        books.put(next);
        RefusalCode code = Objects.requireNonNull(row.refusal());
        var refused = refusal(next, code, row);
        if (former.refusals() == 0 && next.refusals() == 1) {
            ledger.tell(
                    Event.Kind.JOIN_REFUSED,
                    former.id(),
                    former.member().incarnation(),
                    former.status(),
                    former.status(),
                    Cause.FLAPPING,
                    refused.detail());
        }
        tellIfOperatorIsNeeded(former, next);
        return refused;
    }

    private Outcome.Refused refusal(Life life, RefusalCode code, Transition row) {
        var penalty = life.penalty();
        long now = ledger.nowNanos();
        String account = "%s has %d points, quarantined %d of %d times; %s"
                .formatted(
                        life.id(),
                        (long) penalty.pointsAt(now, rules),
                        Math.min(penalty.tries(), rules.tries()),
                        rules.tries(),
                        row.reason());
        if (penalty.operatorNeeded()) {
            long poll = rules.backOffMax().toMillis();
            return new Outcome.Refused(RefusalCode.OPERATOR_NEEDED, account + "; an operator has to readmit it", poll);
        }
        return code == RefusalCode.FLAPPING
                ? new Outcome.Refused(code, account, Millis.up(penalty.waitNanos(now, rules)))
                : new Outcome.Refused(code, "%s: %s".formatted(life.id(), row.reason()), 0);
    }

    private static Life touched(Life life, Transition row, Situation situation) {
        Life next = life;
        for (Touch touch : row.touches()) {
            next = touch.apply(next, situation);
        }
        return next;
    }

    private void tellIfOperatorIsNeeded(Life before, Life after) {
        if (after.penalty().operatorNeeded() && !before.penalty().operatorNeeded()) {
            ledger.tell(
                    Event.Kind.OPERATOR_NEEDED,
                    after.id(),
                    after.member().incarnation(),
                    after.status(),
                    after.status(),
                    Cause.FLAPPING,
                    "quarantined %d times".formatted(rules.tries()));
        }
    }

    private void dropOneTooMany() {
        Life dropped = books.dropOneTooMany(ledger.nowNanos());
        if (dropped != null) {
            ledger.tell(
                    Event.Kind.FORGOTTEN,
                    dropped.id(),
                    dropped.member().incarnation(),
                    dropped.status(),
                    null,
                    null,
                    "more than %d former names".formatted(rules.namesMax()));
        }
    }

    private static String told(String evidence, Transition row) {
        return evidence.equals(NO_EVIDENCE) ? row.reason() : evidence;
    }
}
