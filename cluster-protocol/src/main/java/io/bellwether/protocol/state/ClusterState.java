package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The replicated state of the coordinators: entries in, events out. Every replica that applies the same entries holds
 * the same state, bit by bit. All that is decided here runs on cluster time, which only entries move.
 */
public final class ClusterState {

    private final StateRules rules;
    private final Books books;
    private final Ledger ledger = new Ledger();
    private final Governor governor;
    private final Lifecycle lifecycle;
    private final Timers timers;
    private final Orders orders;
    private final Joins joins;

    public ClusterState(StateRules rules) {
        this.rules = rules;
        this.books = new Books(rules);
        this.governor = new Governor(rules);
        this.lifecycle = new Lifecycle(rules, books, ledger);
        this.timers = new Timers(books, lifecycle);
        this.orders = new Orders(rules, books, ledger, lifecycle);
        this.joins = new Joins(rules, books, lifecycle);
    }

    /** The state of which this image was taken. */
    public static ClusterState restore(StateRules rules, Image image) {
        var state = new ClusterState(rules);
        state.ledger.restore(image);
        state.governor.restore(image.protection());
        image.lives().forEach(state.books::put);
        state.books.restoreNamesDropped(image.namesDropped());
        return state;
    }

    /** The whole state, for a snapshot. */
    public Image image() {
        return new Image(
                ledger.nowNanos(),
                ledger.version(),
                ledger.epoch(),
                ledger.lastIncarnation(),
                ledger.lastSequence(),
                books.namesDropped(),
                ledger.started(),
                governor.protection(),
                List.copyOf(books.lives()));
    }

    /** Applies the next entry of the log. What its time makes due happens first. */
    public Applied apply(Entry entry) {
        ledger.open(entry);
        catchUp();
        Outcome outcome = carryOut(entry.command());
        catchUp();
        return ledger.close(outcome);
    }

    private void catchUp() {
        timers.runUntil(ledger.nowNanos());
        governor.review(books.census(), ledger);
    }

    private Outcome carryOut(Command command) {
        return switch (command) {
            case Command.Tick() -> new Tally().outcome();
            case Command.Admit wish -> joins.admit(wish);
            case Command.Confirm confirm -> each(confirm.targets(), MemberEvent.CONFIRMED, Cause.BEATS_GOOD);
            case Command.Lose lose -> lose(lose);
            case Command.Find find -> find(find);
            case Command.Remove remove -> remove(remove);
            case Command.Degrade degrade -> degrade(degrade);
            case Command.Restore restore -> each(List.of(restore.target()), MemberEvent.WELL, Cause.SCORE_GOOD);
            case Command.Leave leave -> leave(leave);
            case Command.Drain drain -> orders.give(drain.id(), MemberEvent.DRAIN, drain.reason(), drain.timeToLive());
            case Command.Undrain undrain -> orders.end(undrain.id(), MemberEvent.UNDRAIN);
            case Command.Maintain maintain ->
                orders.give(maintain.id(), MemberEvent.MAINTAIN, maintain.reason(), maintain.timeToLive());
            case Command.EndMaintenance end -> orders.end(end.id(), MemberEvent.MAINTENANCE_ENDED);
            case Command.Readmit readmit -> orders.tell(readmit.id(), MemberEvent.READMITTED, readmit.reason());
            case Command.Forget forget -> orders.tell(forget.id(), MemberEvent.FORGOTTEN, forget.reason());
        };
    }

    private Outcome lose(Command.Lose lose) {
        var tally = new Tally();
        for (Command.Lose.Loss loss : lose.losses()) {
            if (loss.cause() == Cause.OBSERVERS || loss.cause() == Cause.STAND_IN) {
                happen(loss.target(), MemberEvent.LOST, loss.cause(), loss.evidence(), tally);
            } else {
                tally.refuse(loss.target().incarnation(), wrongCause(loss.cause()));
            }
        }
        return tally.outcome();
    }

    private Outcome find(Command.Find find) {
        boolean known = find.cause() == Cause.HEARD_AGAIN || find.cause() == Cause.SECOND_OPINION;
        return known ? each(find.targets(), MemberEvent.FOUND, find.cause()) : wrongCause(find.cause());
    }

    private Outcome degrade(Command.Degrade degrade) {
        return switch (degrade.cause()) {
            case PARTLY_CUT, LOSSY, SCORE_LOW -> {
                var tally = new Tally();
                happen(degrade.target(), MemberEvent.SICK, degrade.cause(), degrade.evidence(), tally);
                yield tally.outcome();
            }
            default -> wrongCause(degrade.cause());
        };
    }

    /** Verdict two, one by one, each past the governor. */
    private Outcome remove(Command.Remove remove) {
        var tally = new Tally();
        for (Command.Target target : remove.targets()) {
            Outcome.Refused objection = governor.objection(ledger.nowNanos());
            Life life = current(target);
            boolean gone = life != null && life.countsAsGone();
            if (gone && objection != null) {
                tally.refuse(target.incarnation(), objection);
            } else if (happen(target, MemberEvent.OVERDUE, Cause.FAILURE_TIMEOUT, "", tally) && gone) {
                governor.passed(ledger.nowNanos());
            }
        }
        return tally.outcome();
    }

    private Outcome leave(Command.Leave leave) {
        Life life = books.life(leave.incarnation());
        var tally = new Tally();
        if (life == null) {
            tally.skip();
        } else {
            Transition row = lifecycle.happen(life, MemberEvent.ASKED_TO_LEAVE, Cause.GOODBYE, "");
            settle(row, life, MemberEvent.ASKED_TO_LEAVE, tally);
        }
        return tally.outcome();
    }

    private Outcome each(List<Command.Target> targets, MemberEvent event, Cause cause) {
        var tally = new Tally();
        for (Command.Target target : targets) {
            happen(target, event, cause, "", tally);
        }
        return tally.outcome();
    }

    private boolean happen(Command.Target target, MemberEvent event, Cause cause, String evidence, Tally tally) {
        Life life = current(target);
        if (life == null) {
            tally.skip();
            return false;
        }
        return settle(lifecycle.happen(life, event, cause, evidence), life, event, tally);
    }

    private static boolean settle(@Nullable Transition row, Life life, MemberEvent event, Tally tally) {
        Outcome.Refused refused = refusal(row, life, event);
        if (row == null || refused != null) {
            tally.refuse(life.member().incarnation(), Objects.requireNonNull(refused));
            return false;
        }
        tally.count(row.action());
        return row.action() == Transition.Action.MOVE;
    }

    private static Outcome.@Nullable Refused refusal(@Nullable Transition row, Life life, MemberEvent event) {
        if (row == null) {
            return Orders.notInTable(life, event);
        }
        RefusalCode code = row.refusal();
        return code == null ? null : new Outcome.Refused(code, row.reason(), 0);
    }

    /** The target, if it is still as the leader saw it when it decided. */
    private @Nullable Life current(Command.Target target) {
        Life life = books.life(target.incarnation());
        return life != null && life.member().sinceVersion() == target.sinceVersion() ? life : null;
    }

    private static Outcome.Refused wrongCause(Cause cause) {
        return new Outcome.Refused(RefusalCode.INVALID, "%s is no cause of this command".formatted(cause), 0);
    }

    /** The members as of the last entry. */
    public View view() {
        return books.view(ledger.epoch(), ledger.version());
    }

    public long clusterNanos() {
        return ledger.nowNanos();
    }

    public StateRules rules() {
        return rules;
    }

    /** The member with this incarnation, or null. */
    public @Nullable Member member(long incarnation) {
        Life life = books.life(incarnation);
        return life == null ? null : life.member();
    }

    /** All that is held about a name, or null if it is not known. */
    public @Nullable Life life(NodeId id) {
        return books.life(id);
    }

    /** How a name stands with flap damping, known or not. */
    public Standing standing(NodeId id) {
        Life life = books.life(id);
        return life == null ? Standing.UNKNOWN : Standing.of(life, ledger.nowNanos(), rules);
    }

    /** Whether a member is lost by the last verdict about it, also where its state absorbs verdicts. */
    public boolean isLost(long incarnation) {
        Life life = books.life(incarnation);
        return life != null && !life.heard();
    }

    /** Whether removal has stopped, and why. */
    public Protection protection() {
        return governor.protection();
    }

    /** Why no member can be removed now, or null if one can. */
    public Outcome.@Nullable Refused removalRefused() {
        return governor.objection(ledger.nowNanos());
    }

    /** Why the table keeps this member however long it has been silent, or null if it may go. */
    public Outcome.@Nullable Refused removalRefused(long incarnation) {
        Life life = books.life(incarnation);
        if (life == null) {
            return null;
        }
        Transition row = lifecycle.foresee(life, MemberEvent.OVERDUE, Cause.FAILURE_TIMEOUT);
        return refusal(row, life, MemberEvent.OVERDUE);
    }

    /** The cluster time at which time alone changes something next, {@link Life#NEVER} if nothing waits. */
    public long nextDueNanos() {
        Books.Due due = books.firstDue();
        return Math.min(due == null ? Life.NEVER : due.nanos(), governor.dueNanos());
    }

    /** Former names that were dropped because the books were full. */
    public long namesDropped() {
        return books.namesDropped();
    }

    /** A hash over all that is decided, kept up with every change. */
    public long hash() {
        return over(books.hash());
    }

    /** The same hash, computed anew over everything. */
    public long fullHash() {
        return over(books.fullHash());
    }

    private long over(long lives) {
        long hash = StateHash.chain(ledger.hash(), StateHash.of(governor.protection()));
        return StateHash.chain(StateHash.chain(hash, books.namesDropped()), lives);
    }
}
