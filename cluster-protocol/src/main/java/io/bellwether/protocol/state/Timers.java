package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import org.jspecify.annotations.Nullable;

/** Lets happen what is due by cluster time, in the order of time and, at one time, of names. */
final class Timers {

    private final Books books;
    private final Lifecycle lifecycle;

    Timers(Books books, Lifecycle lifecycle) {
        this.books = books;
        this.lifecycle = lifecycle;
    }

    void runUntil(long nowNanos) {
        Books.Due due = books.firstDue();
        while (due != null && due.nanos() <= nowNanos) {
            fire(due);
            due = books.firstDue();
        }
    }

    private void fire(Books.Due due) {
        Life life = books.life(due.id());
        if (life == null) {
            throw new IllegalStateException("the timer of %s runs without it".formatted(due.id()));
        }
        Transition row;
        if (life.statusEndsNanos() == due.nanos()) {
            boolean leaves = life.status() == MemberStatus.LEAVING;
            row = happen(life, leaves ? MemberEvent.GONE : MemberEvent.STABLE);
        } else if (life.reusableNanos() == due.nanos()) {
            row = happen(life, MemberEvent.REUSABLE);
        } else if (Life.endOf(life.maintenance()) == due.nanos()) {
            row = happen(life, MemberEvent.MAINTENANCE_ENDED);
        } else if (Life.endOf(life.drain()) == due.nanos()) {
            row = happen(life, MemberEvent.UNDRAIN);
        } else {
            books.put(life.withGoneUntil(Life.NEVER));
            return;
        }
        if (row == null) {
            throw new IllegalStateException(
                    "the table has no row for a timer of %s in %s".formatted(due.id(), life.status()));
        }
    }

    private @Nullable Transition happen(Life life, MemberEvent event) {
        return lifecycle.happen(life, event, Cause.TIME_TO_LIVE, "");
    }
}
