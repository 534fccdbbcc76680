package io.bellwether.protocol.state;

import static io.bellwether.protocol.membership.MemberStatus.DEGRADED;
import static io.bellwether.protocol.membership.MemberStatus.DRAINING;
import static io.bellwether.protocol.membership.MemberStatus.HEALTHY;
import static io.bellwether.protocol.membership.MemberStatus.JOINING;
import static io.bellwether.protocol.membership.MemberStatus.LEAVING;
import static io.bellwether.protocol.membership.MemberStatus.LEFT;
import static io.bellwether.protocol.membership.MemberStatus.MAINTENANCE;
import static io.bellwether.protocol.membership.MemberStatus.QUARANTINED;
import static io.bellwether.protocol.membership.MemberStatus.RECOVERING;
import static io.bellwether.protocol.membership.MemberStatus.REMOVED;
import static io.bellwether.protocol.membership.MemberStatus.UNREACHABLE;
import static io.bellwether.protocol.state.MemberEvent.ADMITTED;
import static io.bellwether.protocol.state.MemberEvent.ASKED_TO_LEAVE;
import static io.bellwether.protocol.state.MemberEvent.CONFIRMED;
import static io.bellwether.protocol.state.MemberEvent.DRAIN;
import static io.bellwether.protocol.state.MemberEvent.FORGOTTEN;
import static io.bellwether.protocol.state.MemberEvent.FOUND;
import static io.bellwether.protocol.state.MemberEvent.GONE;
import static io.bellwether.protocol.state.MemberEvent.LOST;
import static io.bellwether.protocol.state.MemberEvent.MAINTAIN;
import static io.bellwether.protocol.state.MemberEvent.MAINTENANCE_ENDED;
import static io.bellwether.protocol.state.MemberEvent.OVERDUE;
import static io.bellwether.protocol.state.MemberEvent.READMITTED;
import static io.bellwether.protocol.state.MemberEvent.REUSABLE;
import static io.bellwether.protocol.state.MemberEvent.SICK;
import static io.bellwether.protocol.state.MemberEvent.STABLE;
import static io.bellwether.protocol.state.MemberEvent.UNDRAIN;
import static io.bellwether.protocol.state.MemberEvent.WELL;
import static io.bellwether.protocol.state.Touch.CHARGE_CRASH;
import static io.bellwether.protocol.state.Touch.CHARGE_LOSS;
import static io.bellwether.protocol.state.Touch.CLEAR_POINTS;
import static io.bellwether.protocol.state.Touch.COUNT_REFUSAL;
import static io.bellwether.protocol.state.Touch.KEEP_DRAIN;
import static io.bellwether.protocol.state.Touch.KEEP_MAINTENANCE;
import static io.bellwether.protocol.state.Touch.MARK_HEARD;
import static io.bellwether.protocol.state.Touch.MARK_LOST;
import static io.bellwether.protocol.state.Touch.START_BACK_OFF;
import static io.bellwether.protocol.state.Touch.START_GONE_WINDOW;
import static io.bellwether.protocol.state.Touch.START_LEAVING;
import static io.bellwether.protocol.state.Touch.START_STABILIZATION;
import static io.bellwether.protocol.state.Touch.STRIKE_DRAIN;
import static io.bellwether.protocol.state.Touch.STRIKE_MAINTENANCE;
import static io.bellwether.protocol.state.Touch.STRIKE_NAME;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The complete table of transitions: what is not in it cannot happen. Rows of one pair of state and event are asked in
 * the order they stand here.
 */
public final class Transitions {

    /** Members whose crash costs points: a process over a living one of the same name, without a good-bye. */
    private static final List<MemberStatus> ALIVE = List.of(JOINING, HEALTHY, DEGRADED, RECOVERING, DRAINING);

    private static final List<MemberStatus> FORMER = List.of(LEFT, REMOVED);
    private static final List<Transition> ROWS = new ArrayList<>();

    static {
        admission();
        admissionOverAMember();
        confirmation();
        verdicts();
        health();
        goodbye();
        draining();
        maintenance();
        books();
    }

    private Transitions() {}

    /** All rows, in the order in which they are asked. */
    public static List<Transition> rows() {
        return Collections.unmodifiableList(ROWS);
    }

    private static void admission() {
        at(null, ADMITTED, Guard.FIRST_OF_ALL).to(JOINING, Cause.CLUSTER_START).because("the cluster is being born");
        at(null, ADMITTED).to(JOINING, Cause.FIRST_JOIN).because("nothing is held against a new name");
        at(LEFT, ADMITTED, Guard.SAME_PROCESS)
                .refused(RefusalCode.SAID_GOODBYE)
                .because("a repeated join must not undo a good-bye");
        for (var from : List.of(LEAVING, LEFT, REMOVED)) {
            at(from, ADMITTED, Guard.MAINTAINED)
                    .to(MAINTENANCE, Cause.OPERATOR, MARK_HEARD)
                    .because("the order outlives the process");
            // It votes whether it is a member or not, and a view that hides who leads is of no use to anybody.
            at(from, ADMITTED, from == REMOVED ? Guard.FLAPPING_COORDINATOR : Guard.HELD_COORDINATOR)
                    .to(QUARANTINED, Cause.FLAPPING, START_BACK_OFF, MARK_HEARD)
                    .because("who votes is shown");
            at(from, ADMITTED, Guard.OPERATOR_NEEDED)
                    .refused(RefusalCode.OPERATOR_NEEDED, COUNT_REFUSAL)
                    .because("six tries were enough");
        }
        for (var from : List.of(LEAVING, LEFT)) {
            at(from, ADMITTED, Guard.HELD)
                    .refused(RefusalCode.FLAPPING, COUNT_REFUSAL)
                    .because("a good-bye does not wash off a quarantine");
            at(from, ADMITTED).to(JOINING, Cause.REJOIN, MARK_HEARD).because("who said good-bye owes nothing");
        }
        at(REMOVED, ADMITTED, Guard.FLAPPING)
                .refused(RefusalCode.FLAPPING, START_BACK_OFF, COUNT_REFUSAL)
                .because("kept out is a quarantine too, and counts as one");
        at(REMOVED, ADMITTED, Guard.SAME_PROCESS)
                .to(RECOVERING, Cause.HEARD_AGAIN, MARK_HEARD, START_STABILIZATION)
                .because("it was cut off, not dead");
        at(REMOVED, ADMITTED)
                .to(RECOVERING, Cause.RESTART, MARK_HEARD, START_STABILIZATION)
                .because("it has to prove itself");
    }

    private static void admissionOverAMember() {
        for (var from : ALIVE) {
            at(from, ADMITTED, Guard.CRASH_IS_TOO_MUCH)
                    .to(QUARANTINED, Cause.FLAPPING, CHARGE_CRASH, MARK_HEARD)
                    .because("it crashes in a loop too fast to be seen as unreachable");
            at(from, ADMITTED)
                    .to(RECOVERING, Cause.RESTART, CHARGE_CRASH, MARK_HEARD, START_STABILIZATION)
                    .because("a crash too short to be seen");
        }
        at(UNREACHABLE, ADMITTED, Guard.HELD)
                .to(QUARANTINED, Cause.FLAPPING, MARK_HEARD)
                .because("a restart does not end a quarantine");
        at(UNREACHABLE, ADMITTED)
                .to(RECOVERING, Cause.RESTART, MARK_HEARD, START_STABILIZATION)
                .because("its loss is paid for already");
        at(QUARANTINED, ADMITTED, Guard.HELD_COORDINATOR)
                .to(QUARANTINED, Cause.FLAPPING, MARK_HEARD)
                .because("who votes is shown, and nobody routes to it");
        at(QUARANTINED, ADMITTED, Guard.OPERATOR_NEEDED)
                .refused(RefusalCode.OPERATOR_NEEDED, COUNT_REFUSAL)
                .because("six tries were enough");
        at(QUARANTINED, ADMITTED, Guard.HELD)
                .refused(RefusalCode.FLAPPING, COUNT_REFUSAL)
                .because("each restart would change the epoch; the old member is found lost and removed");
        at(QUARANTINED, ADMITTED)
                .to(RECOVERING, Cause.RESTART, MARK_HEARD, START_STABILIZATION)
                .because("the quarantine is over, it waited only to be heard");
        at(MAINTENANCE, ADMITTED)
                .to(MAINTENANCE, Cause.RESTART, MARK_HEARD)
                .because("restarts are what maintenance is for");
    }

    private static void confirmation() {
        at(JOINING, CONFIRMED, Guard.DRAINED).to(DRAINING, Cause.OPERATOR).because("the order is still in force");
        at(JOINING, CONFIRMED).to(HEALTHY, Cause.BEATS_GOOD).because("three beats prove both directions");
    }

    private static void verdicts() {
        for (var from : ALIVE) {
            at(from, LOST).to(UNREACHABLE, null, MARK_LOST, CHARGE_LOSS).because("reversible");
        }
        at(QUARANTINED, LOST, Guard.HEARD)
                .stays(MARK_LOST, CHARGE_LOSS)
                .because("absorbed, but it makes the wait longer");
        at(MAINTENANCE, LOST, Guard.HEARD).stays(MARK_LOST).because("absorbed, and it costs nothing");
        at(LEAVING, LOST).to(LEFT, Cause.GOODBYE).because("silent, as announced");
        at(UNREACHABLE, FOUND, Guard.HELD)
                .to(QUARANTINED, Cause.FLAPPING, MARK_HEARD)
                .because("it came and went too often");
        at(UNREACHABLE, FOUND)
                .to(RECOVERING, null, MARK_HEARD, START_STABILIZATION)
                .because("same incarnation, has to prove itself");
        for (var from : List.of(QUARANTINED, MAINTENANCE)) {
            at(from, FOUND, Guard.LOST).stays(MARK_HEARD).because("absorbed");
            at(from, LOST, Guard.LOST).ignored().because("known already");
            at(from, FOUND, Guard.HEARD).ignored().because("known already");
        }
        at(UNREACHABLE, OVERDUE)
                .to(REMOVED, Cause.FAILURE_TIMEOUT, START_GONE_WINDOW)
                .because("if the governor lets it pass");
        at(QUARANTINED, OVERDUE, Guard.HELD_COORDINATOR)
                .refused(RefusalCode.FLAPPING)
                .because("removed it would be let in again at once, and so on");
        at(QUARANTINED, OVERDUE, Guard.LOST)
                .to(REMOVED, Cause.FAILURE_TIMEOUT, START_GONE_WINDOW)
                .because("if the governor lets it pass");
        at(QUARANTINED, OVERDUE, Guard.HEARD).refused(RefusalCode.NOT_LOST).because("who is heard is not removed");
        at(MAINTENANCE, OVERDUE).refused(RefusalCode.IN_MAINTENANCE).because("an operator answers for it");
        at(LEAVING, OVERDUE).to(LEFT, Cause.GOODBYE).because("silent, as announced");
        at(RECOVERING, STABLE, Guard.DRAINED).to(DRAINING, Cause.OPERATOR).because("the order is still in force");
        at(RECOVERING, STABLE).to(HEALTHY, Cause.STABLE).because("it has proved itself");
        at(QUARANTINED, REUSABLE)
                .to(RECOVERING, Cause.POINTS_DECAYED, START_STABILIZATION)
                .because("damping ends by itself");
    }

    private static void health() {
        at(HEALTHY, SICK).to(DEGRADED, null).because("less traffic, still a member");
        at(DEGRADED, SICK, Guard.WORSE_CAUSE)
                .to(DEGRADED, null)
                .because("the worst cause is shown, and it can only get worse twice");
        at(DEGRADED, SICK).ignored().because("it is degraded already");
        at(DEGRADED, WELL, Guard.BY_SCORE)
                .to(HEALTHY, Cause.SCORE_GOOD)
                .because("above the upper limit for long enough");
        at(DEGRADED, WELL).to(HEALTHY, Cause.HEARD_AGAIN).because("its edges are good again");
        for (var from : List.of(JOINING, RECOVERING, UNREACHABLE, QUARANTINED, DRAINING, MAINTENANCE, LEAVING)) {
            at(from, SICK).ignored().because("its state says more already");
            at(from, WELL).ignored().because("its state says more already");
        }
        at(HEALTHY, WELL).ignored().because("it is healthy already");
    }

    private static void goodbye() {
        for (var from :
                List.of(JOINING, HEALTHY, DEGRADED, RECOVERING, UNREACHABLE, QUARANTINED, DRAINING, MAINTENANCE)) {
            at(from, ASKED_TO_LEAVE)
                    .to(LEAVING, Cause.GOODBYE, START_LEAVING)
                    .because("routers hear of it before it is gone");
        }
        at(LEAVING, ASKED_TO_LEAVE).ignored().because("it takes its leave already");
        at(LEAVING, GONE).to(LEFT, Cause.GOODBYE).because("everybody knows by now");
    }

    private static void draining() {
        at(HEALTHY, DRAIN).to(DRAINING, Cause.OPERATOR, KEEP_DRAIN).because("traffic goes elsewhere");
        at(DEGRADED, DRAIN).to(DRAINING, Cause.OPERATOR, KEEP_DRAIN).because("traffic goes elsewhere");
        for (var from : List.of(JOINING, RECOVERING, UNREACHABLE, QUARANTINED, MAINTENANCE, DRAINING)) {
            at(from, DRAIN).stays(KEEP_DRAIN).because("kept until its state allows it");
        }
        at(DRAINING, UNDRAIN).to(HEALTHY, null, STRIKE_DRAIN).because("traffic comes back");
        for (var from : List.of(JOINING, RECOVERING, UNREACHABLE, QUARANTINED, MAINTENANCE, LEAVING, LEFT, REMOVED)) {
            at(from, UNDRAIN, Guard.DRAINED).stays(STRIKE_DRAIN).because("the order is struck");
        }
    }

    private static void maintenance() {
        for (var from : List.of(JOINING, HEALTHY, DEGRADED, RECOVERING, UNREACHABLE, QUARANTINED, DRAINING)) {
            at(from, MAINTAIN).to(MAINTENANCE, Cause.OPERATOR, KEEP_MAINTENANCE).because("out of judgement");
        }
        at(MAINTENANCE, MAINTAIN).stays(KEEP_MAINTENANCE).because("the later order replaces the earlier");
        at(MAINTENANCE, MAINTENANCE_ENDED, Guard.LOST)
                .to(UNREACHABLE, null, STRIKE_MAINTENANCE)
                .because("judged from now on, without points");
        at(MAINTENANCE, MAINTENANCE_ENDED, Guard.HELD)
                .to(QUARANTINED, Cause.FLAPPING, STRIKE_MAINTENANCE)
                .because("maintenance does not end a quarantine");
        at(MAINTENANCE, MAINTENANCE_ENDED)
                .to(RECOVERING, null, STRIKE_MAINTENANCE, START_STABILIZATION)
                .because("nobody judged it meanwhile");
        for (var from : List.of(LEAVING, LEFT, REMOVED)) {
            at(from, MAINTENANCE_ENDED, Guard.MAINTAINED)
                    .stays(STRIKE_MAINTENANCE)
                    .because("the order is struck");
        }
    }

    private static void books() {
        at(QUARANTINED, READMITTED, Guard.LOST)
                .to(UNREACHABLE, Cause.OPERATOR, CLEAR_POINTS)
                .because("readmitted, but not there");
        at(QUARANTINED, READMITTED)
                .to(RECOVERING, Cause.OPERATOR, CLEAR_POINTS, START_STABILIZATION)
                .because("an operator answers for it");
        for (var from : MemberStatus.values()) {
            if (from != QUARANTINED) {
                at(from, READMITTED).stays(CLEAR_POINTS).because("its account is clean");
            }
            if (from.isPresent()) {
                at(from, FORGOTTEN).to(REMOVED, Cause.OPERATOR, STRIKE_NAME).because("an operator answers for it");
            }
        }
        for (var from : FORMER) {
            at(from, FORGOTTEN).stays(STRIKE_NAME).because("as if it had never been");
        }
    }

    private static Row at(@Nullable MemberStatus from, MemberEvent event) {
        return at(from, event, Guard.ALWAYS);
    }

    private static Row at(@Nullable MemberStatus from, MemberEvent event, Guard guard) {
        return new Row(ROWS, from, event, guard);
    }
}
