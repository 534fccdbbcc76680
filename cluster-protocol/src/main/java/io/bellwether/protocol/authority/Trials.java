package io.bellwether.protocol.authority;

import io.bellwether.protocol.message.Message.Trial;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * This coordinator's own attempts to reach a subject: three of them, evenly spread over the time of a trial, whoever asked
 * for them. It answers when all three succeeded or the time is over.
 */
final class Trials {

    static final int ATTEMPTS = 3;

    /** More at once than a cluster of this size can need; further ones stay unanswered, and are counted. */
    static final int TRIALS_MAX = 4096;

    private final long durationNanos;
    private final Attempts attempts;
    private long overLimit;
    private final List<Running> running = new ArrayList<>();

    /** How an attempt is made. */
    interface Attempts {
        void make(long subject, long round, Trial how, int attempt);
    }

    /** A trial that ended. */
    record Ended(long asker, long subject, long round, Trial how, int answers) {}

    private static final class Running {
        final long asker;
        final long subject;
        final long round;
        final Trial how;
        final long startedNanos;
        int made;
        int answeredMask;

        Running(long asker, long subject, long round, Trial how, long startedNanos) {
            this.asker = asker;
            this.subject = subject;
            this.round = round;
            this.how = how;
            this.startedNanos = startedNanos;
        }
    }

    Trials(long durationNanos, Attempts attempts) {
        this.durationNanos = durationNanos;
        this.attempts = attempts;
    }

    /** Starts one. {@code asker} is who wants the answer; a repeated question is the same trial. */
    void start(long asker, long subject, long round, Trial how, long nowNanos) {
        for (Running trial : running) {
            if (trial.asker == asker && trial.round == round) {
                return;
            }
        }
        if (running.size() < TRIALS_MAX) {
            Running trial = new Running(asker, subject, round, how, nowNanos);
            running.add(trial);
            makeDue(trial, nowNanos);
        } else {
            overLimit++;
        }
    }

    /** Questions that were not taken up because too many were open. */
    long overLimit() {
        return overLimit;
    }

    /** The subject itself answered one attempt of a round. Who else knows the round proves nothing. */
    void succeeded(long subject, long round, Trial how, int attempt) {
        for (Running trial : running) {
            if (trial.round == round
                    && trial.subject == subject
                    && trial.how == how
                    && attempt >= 0
                    && attempt < trial.made) {
                trial.answeredMask |= 1 << attempt;
            }
        }
    }

    /** Makes the attempts that are due, and returns the trials that ended. */
    List<Ended> advance(long nowNanos) {
        if (running.isEmpty()) {
            return List.of();
        }
        List<Ended> ended = new ArrayList<>();
        for (Iterator<Running> each = running.iterator(); each.hasNext(); ) {
            Running trial = each.next();
            makeDue(trial, nowNanos);
            int answers = Integer.bitCount(trial.answeredMask);
            if (answers == ATTEMPTS || nowNanos - trial.startedNanos >= durationNanos) {
                each.remove();
                ended.add(new Ended(trial.asker, trial.subject, trial.round, trial.how, answers));
            }
        }
        return ended;
    }

    /** When {@link #advance} has something to do, if anything runs. */
    long deadlineNanos(long otherwise) {
        long deadline = otherwise;
        for (Running trial : running) {
            long due = trial.made < ATTEMPTS
                    ? trial.startedNanos + trial.made * durationNanos / 4
                    : trial.startedNanos + durationNanos;
            deadline = due - deadline < 0 ? due : deadline;
        }
        return deadline;
    }

    // A quarter of the time apart, so that the last has as long to come back as lies between two.
    private void makeDue(Running trial, long nowNanos) {
        while (trial.made < ATTEMPTS && nowNanos - trial.startedNanos >= trial.made * durationNanos / 4) {
            attempts.make(trial.subject, trial.round, trial.how, trial.made++);
        }
    }
}
