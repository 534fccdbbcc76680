package io.bellwether.protocol.authority;

import io.bellwether.protocol.message.Message.Trial;
import java.util.Map;
import java.util.TreeMap;

/**
 * Questions of the leader to all coordinators that it reaches: can you reach this subject yourself? Used by the second
 * opinion (datagrams, and a majority decides) and by the stand-in (the other transport, and one success is enough).
 */
final class Inquiry {

    /** How a question stands. */
    enum Standing {
        /** Answers are awaited. */
        ASKING,
        /** Enough coordinators reach the subject. */
        REACHED,
        /** Not enough do. */
        NOT_REACHED
    }

    private final Trial how;
    private final Questioner questioner;
    private final long durationNanos;
    private final long holdsNanos;
    private final Map<Long, Question> questions = new TreeMap<>();

    /** Puts a question to every coordinator, this one included, and knows how many there are. */
    interface Questioner {
        /** Asks all; each answer names the round. */
        void ask(long subject, long round, Trial how);

        /** A new number for a round. */
        long nextRound();

        /** How many voters there are. */
        int voters();

        /** Whether the subject is a voter itself. */
        boolean isVoter(long subject);
    }

    private static final class Question {
        final long round;
        final long askedNanos;
        final Map<Long, Integer> answers = new TreeMap<>();
        Standing standing = Standing.ASKING;
        long answeredNanos;
        /** Since when it was reached in every round, or 0. */
        long reachedSinceNanos;

        boolean reachedBefore;

        Question(long round, long askedNanos) {
            this.round = round;
            this.askedNanos = askedNanos;
        }

        /** While a further round runs, a subject that was reached counts as reached. */
        Standing known() {
            return standing == Standing.ASKING && reachedBefore ? Standing.REACHED : standing;
        }
    }

    /**
     * @param durationNanos How long a trial takes.
     * @param holdsNanos How long its answer holds before the question is put again.
     */
    Inquiry(Trial how, long durationNanos, long holdsNanos, Questioner questioner) {
        this.how = how;
        this.durationNanos = durationNanos;
        this.holdsNanos = holdsNanos;
        this.questioner = questioner;
    }

    /** Asks, if the last answer does not hold any more or there is none. Returns what is known. */
    Standing ask(long subject, long nowNanos) {
        Question last = questions.get(subject);
        if (last != null) {
            judge(subject, last, nowNanos);
            if (last.standing == Standing.ASKING || nowNanos - last.answeredNanos < holdsNanos) {
                return last.known();
            }
        }
        Question next = new Question(questioner.nextRound(), nowNanos);
        if (last != null && last.standing == Standing.REACHED && !isStale(last, nowNanos)) {
            next.reachedBefore = true;
            next.reachedSinceNanos = last.reachedSinceNanos;
        }
        questions.put(subject, next);
        questioner.ask(subject, next.round, how);
        return next.known();
    }

    /** One coordinator's answer. */
    void answered(long coordinator, long subject, long round, int answers, long nowNanos) {
        Question question = questions.get(subject);
        // What a subject says about itself is counted without asking it.
        if (question != null && question.round == round && coordinator != subject) {
            question.answers.put(coordinator, answers);
            judge(subject, question, nowNanos);
        }
    }

    /** For how long every round has reached it, or -1. */
    long reachedForNanos(long subject, long nowNanos) {
        Question question = questions.get(subject);
        if (question == null) {
            return -1;
        }
        judge(subject, question, nowNanos);
        boolean reached = question.known() == Standing.REACHED && !isStale(question, nowNanos);
        return reached ? nowNanos - question.reachedSinceNanos : -1;
    }

    /** Whether nobody has asked again for so long that the answer says nothing about now. */
    private boolean isStale(Question question, long nowNanos) {
        return question.standing != Standing.ASKING && nowNanos - question.answeredNanos > 2 * holdsNanos;
    }

    /** Forgets what was asked about a subject. */
    void forget(long subject) {
        questions.remove(subject);
    }

    /** Forgets everything: what an earlier leadership asked. */
    void clear() {
        questions.clear();
    }

    // Others start their trial a trip later than this coordinator, and their answer takes another.
    private long patienceNanos() {
        return durationNanos + durationNanos / 4;
    }

    private void judge(long subject, Question question, long nowNanos) {
        if (question.standing != Standing.ASKING) {
            return;
        }
        if (nowNanos - question.askedNanos >= patienceNanos()) {
            // Whenever somebody looks: an unanswered question of long ago is no answer of now.
            end(question, Standing.NOT_REACHED, question.askedNanos + patienceNanos());
        } else if (enough(subject, question)) {
            end(question, Standing.REACHED, nowNanos);
        } else if (question.answers.size() >= questioner.voters() - (questioner.isVoter(subject) ? 1 : 0)) {
            end(question, Standing.NOT_REACHED, nowNanos);
        }
    }

    private boolean enough(long subject, Question question) {
        if (how == Trial.STAND_IN) {
            return question.answers.values().stream().anyMatch(answers -> answers > 0);
        }
        // A voter that is the subject counts as having answered: it would, about itself.
        int full = questioner.isVoter(subject) ? 1 : 0;
        for (int answers : question.answers.values()) {
            full += answers == Trials.ATTEMPTS ? 1 : 0;
        }
        return full > questioner.voters() / 2;
    }

    private static void end(Question question, Standing standing, long nowNanos) {
        question.standing = standing;
        question.answeredNanos = nowNanos;
        if (standing == Standing.REACHED && !question.reachedBefore) {
            question.reachedSinceNanos = question.askedNanos;
        }
    }
}
