package io.bellwether.protocol.node;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a process gets in, stays in, moves, and leaves: asks with exponential back-off and jitter, joins again by itself as a new
 * incarnation when it finds itself removed, and stays out for good once a newer process has its name. One request is
 * under way at a time.
 */
final class Enrolment {

    private static final long BACKOFF_MIN_NANOS = Duration.ofMillis(250).toNanos();
    /** Short enough for a process that was removed behind a cut to be back within five seconds of its end. */
    private static final long BACKOFF_MAX_NANOS = Duration.ofSeconds(3).toNanos();

    /** An answer that got lost must not stop the node: asked again, a join gives the same incarnation. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(4).toNanos();

    /** A pull is held back until there is something newer. */
    private static final long PULL_PATIENCE_NANOS = Duration.ofSeconds(15).toNanos();

    /** Who is kept out asks so often at least, whatever it was told to wait: an operator may have let it in meanwhile. */
    private static final long REFUSED_MAX_NANOS = Duration.ofSeconds(15).toNanos();

    private static final int LEAVE_ATTEMPTS_MAX = 5;

    /** When a new address that was told, and that the view does not show, is told again. */
    private static final long RETELL_NANOS = Duration.ofSeconds(5).toNanos();

    private Identity identity;
    private final RandomGenerator random;
    private Stage stage = Stage.OUTSIDE;
    private String detail = "not yet asked";
    private long incarnation;
    private @Nullable Request pending;
    private long pendingSinceNanos;
    private long nextAskNanos;
    private long backoffNanos = BACKOFF_MIN_NANOS;
    private boolean refused;
    private int leaveAttempts;
    private boolean redirected;
    private long moves;
    private boolean addressTold = true;
    private long addressToldNanos;

    Enrolment(Identity identity, RandomGenerator random, long nowNanos) {
        this.identity = identity;
        this.random = random;
        this.nextAskNanos = nowNanos;
    }

    Stage stage() {
        return stage;
    }

    String detail() {
        return detail;
    }

    /** The present incarnation, or the last one, or 0. */
    long incarnation() {
        return incarnation;
    }

    boolean isIn() {
        return stage == Stage.MEMBER || stage == Stage.LEAVING;
    }

    /** The request that is due now, or null. */
    @Nullable
    Request due(View view, boolean pullWanted, long nowNanos) {
        if (pending != null && nowNanos - pendingSinceNanos >= patienceNanos(pending)) {
            failed(nowNanos);
        }
        if (pending != null || stage.isFinal() || nowNanos - nextAskNanos < 0) {
            return null;
        }
        Request request = switch (stage) {
            case OUTSIDE -> join();
            case LEAVING -> new Request.Leave(incarnation);
            case MEMBER -> {
                if (mustTellAddress(view, nowNanos)) {
                    yield join();
                }
                yield pullWanted ? new Request.Pull(view.version()) : null;
            }
            case LEFT, SUPERSEDED, REFUSED -> null;
        };
        if (request != null) {
            pending = request;
            pendingSinceNanos = nowNanos;
        }
        return request;
    }

    private static long patienceNanos(Request request) {
        return request instanceof Request.Pull ? PULL_PATIENCE_NANOS : PATIENCE_NANOS;
    }

    private boolean mustTellAddress(View view, long nowNanos) {
        Member me = view.member(incarnation);
        boolean shown = me == null || me.address().equals(identity.address());
        return !addressTold || (!shown && nowNanos - addressToldNanos >= RETELL_NANOS);
    }

    private Request join() {
        return new Request.Join(
                identity.id(),
                identity.instanceId(),
                incarnation,
                identity.address(),
                identity.zone(),
                identity.failureDomain(),
                identity.coordinator(),
                moves);
    }

    /** When to ask next; a pull may be wanted at any time, so its moment is the caller's. */
    long deadlineNanos(boolean pullWanted, long otherwise) {
        if (stage.isFinal() || (stage == Stage.MEMBER && !pullWanted && pending == null)) {
            return otherwise;
        }
        long due = pending != null ? pendingSinceNanos + patienceNanos(pending) : nextAskNanos;
        return due - otherwise < 0 ? due : otherwise;
    }

    /** An answer came. Returns the view that came with it, or null. */
    @Nullable
    View answered(Answer answer, long nowNanos) {
        Request asked = pending;
        pending = null;
        if (asked == null) {
            return null;
        }
        switch (answer) {
            case Answer.Admitted(long admitted, View view) -> {
                if (asked instanceof Request.Join join && (stage == Stage.OUTSIDE || stage == Stage.MEMBER)) {
                    admitted(join, admitted, nowNanos);
                }
                return view;
            }
            case Answer.Viewed(View view, var freshness) -> {
                succeeded(nowNanos);
                return view;
            }
            case Answer.Gone gone -> {
                if (asked instanceof Request.Leave) {
                    moveTo(Stage.LEFT, "left as asked");
                }
            }
            case Answer.Refused(var reason, String why, int retryMillis) -> refused(reason, why, retryMillis, nowNanos);
            case Answer.Unavailable(long leader, int retryMillis) -> {
                if (leader > 0 && !redirected) {
                    // A follower that names the leader is no failure; a second one in a row may be an old story.
                    redirected = true;
                    nextAskNanos = nowNanos;
                } else {
                    failed(nowNanos);
                    notBefore(nowNanos + Math.min(retryMillis * 1_000_000L, BACKOFF_MAX_NANOS));
                }
            }
        }
        return null;
    }

    private void admitted(Request.Join join, long admitted, long nowNanos) {
        addressTold = join.address().equals(identity.address());
        addressToldNanos = nowNanos;
        if (stage == Stage.OUTSIDE) {
            incarnation = admitted;
            moveTo(Stage.MEMBER, "admitted as incarnation " + admitted);
        }
        succeeded(nowNanos);
    }

    private void refused(Answer.Reason reason, String why, int retryMillis, long nowNanos) {
        refused = true;
        switch (reason) {
            case SUPERSEDED -> moveTo(Stage.SUPERSEDED, why);
            case INVALID -> moveTo(Stage.REFUSED, why);
            case NAME_TAKEN, FLAPPING, OPERATOR_NEEDED -> {
                detail = why;
                backOff(Math.clamp(retryMillis * 1_000_000L, backoffNanos, REFUSED_MAX_NANOS), nowNanos);
            }
        }
    }

    /** The request under way failed. */
    void failed(long nowNanos) {
        redirected = false;
        if (pending instanceof Request.Leave && ++leaveAttempts >= LEAVE_ATTEMPTS_MAX) {
            moveTo(Stage.LEFT, "left without an answer after %d attempts".formatted(leaveAttempts));
        }
        pending = null;
        backOff(backoffNanos, nowNanos);
    }

    /** The coordinator in this process follows a leader or is one: there is no reason to wait any longer. */
    void leaderWorks(long nowNanos) {
        if (stage == Stage.OUTSIDE && pending == null && !refused) {
            nextAskNanos = nowNanos;
        }
    }

    /** The process is reached elsewhere from now on. A member tells so at once, whatever it asked before. */
    void readdressed(String address, long nowNanos) {
        if (identity.address().equals(address)) {
            return;
        }
        identity = identity.at(address);
        moves++;
        addressTold = false;
        if (stage == Stage.MEMBER || (stage == Stage.OUTSIDE && !refused)) {
            // What failed before may have failed for want of this address, and what is under way comes from the former
            // one.
            pending = null;
            backoffNanos = BACKOFF_MIN_NANOS;
            nextAskNanos = nowNanos;
        }
    }

    void leave(long nowNanos) {
        if (stage == Stage.MEMBER) {
            moveTo(Stage.LEAVING, "asked to leave");
            pending = null;
            nextAskNanos = nowNanos;
        } else if (!stage.isFinal()) {
            moveTo(Stage.LEFT, "was not in");
        }
    }

    /** Looks for itself in a new view. */
    void follow(View view, long nowNanos) {
        if (!isIn() || view.member(incarnation) != null) {
            return;
        }
        if (stage == Stage.LEAVING) {
            moveTo(Stage.LEFT, "left as asked");
            return;
        }
        Member successor = view.member(identity.id());
        moveTo(
                Stage.OUTSIDE,
                successor == null ? "was removed, joins again" : "found its name taken over, asks whether it may stay");
        pending = null;
        succeeded(nowNanos);
    }

    private void succeeded(long nowNanos) {
        refused = false;
        redirected = false;
        backoffNanos = BACKOFF_MIN_NANOS;
        nextAskNanos = nowNanos;
    }

    private void backOff(long nanos, long nowNanos) {
        nextAskNanos = nowNanos + nanos + random.nextLong(nanos / 5 + 1);
        backoffNanos = Math.min(2 * backoffNanos, BACKOFF_MAX_NANOS);
    }

    private void notBefore(long nanos) {
        nextAskNanos = nextAskNanos - nanos < 0 ? nanos : nextAskNanos;
    }

    private void moveTo(Stage next, String why) {
        stage = next;
        detail = why;
    }
}
