package io.bellwether.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a member is in its state, as REST tells it. What is not known is null.
 *
 * @param summary All of it in a sentence or two.
 * @param cause Why it is in its state.
 * @param evidence What led to it, null where the journal has forgotten it.
 * @param since When it came to be in it, by the leader's wall clock; where the journal has forgotten it, reckoned back.
 * @param forMillis For how long it has been in it, of cluster time.
 * @param sinceMillis The cluster time at which it came to be in it.
 * @param source Who says all this.
 * @param health How its score comes about, null for a former member.
 * @param timers What time alone will do.
 * @param orders What operators have asked for.
 * @param events The last things that happened to it, the newest last.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ExplanationView(
        String nodeId,
        String status,
        String summary,
        String cause,
        @Nullable String evidence,
        @Nullable Instant since,
        long forMillis,
        long sinceMillis,
        long sinceVersion,
        long incarnation,
        Source source,
        @Nullable Health health,
        Observers observers,
        Damping damping,
        List<Timer> timers,
        List<Order> orders,
        List<EventView> events) {

    /**
     * Who says it.
     *
     * @param complete Whether it is all that can be known: only the leader knows what it is about to decide.
     * @param note What is missing, and who has it; null if nothing is.
     */
    record Source(
            String answeredBy,
            String role,
            boolean complete,
            @Nullable String note) {}

    /**
     * The score.
     *
     * @param score As it is shown and routed by, null if it has told none.
     * @param told What it says of itself, null if nothing.
     * @param pullsDown The dimension that costs it most, null if none costs it anything.
     */
    record Health(
            @Nullable Integer score,
            @Nullable Integer told,
            @Nullable String pullsDown,
            List<Term> terms) {}

    /**
     * One dimension of the score.
     *
     * @param unit What the inputs are counted in.
     * @param input The last input; null where it is another process's, which tells points only.
     * @param inputAbout The steady input that comes to these points: an estimate of {@code input} after smoothing. At 100
     *     points it is at most as bad as this, at 0 points at least.
     * @param points 0 to 100.
     * @param weight The share in the mean, 0 to 1; 0 for what takes no part now.
     * @param factor By what the score is multiplied because of it; 1 costs nothing.
     * @param detail Which contributor, or what is down; null where there is nothing to name.
     */
    record Term(
            String dimension,
            String unit,
            @Nullable Double input,
            double inputAbout,
            int points,
            double weight,
            double factor,
            boolean pullsDown,
            @Nullable String detail) {}

    /**
     * Who watches it.
     *
     * @param eligible Those whose reports count: E.
     * @param accusing How many of them find it bad.
     * @param hearing How many of them hear it.
     * @param needed So many must accuse it before it is lost: H. Null where nobody counts.
     * @param low From so many on it is looked at more closely: L. Null where nobody counts.
     * @param reachedByCoordinators Whether coordinators that were asked reach it by themselves.
     */
    record Observers(
            int eligible,
            int accusing,
            int hearing,
            @Nullable Integer needed,
            @Nullable Integer low,
            boolean reachedByCoordinators,
            List<ObserverView> each) {}

    /**
     * One observer.
     *
     * @param edge What it thinks of the edge: GOOD, SILENT, LOSSY, DEAF, or NEUTRAL while it is too early to say.
     * @param forMillis For how long.
     * @param phi How unlikely the silence is; known of bad edges and of the answering coordinator's own.
     * @param lastBeatMillis How long ago it heard a beat.
     * @param reportMillis How old its report is.
     * @param counts Whether its report counts.
     * @param why Why it does not count; null where it does.
     */
    record ObserverView(
            String nodeId,
            @Nullable String edge,
            @Nullable Long forMillis,
            @Nullable Double phi,
            @Nullable Long lastBeatMillis,
            @Nullable Long reportMillis,
            boolean counts,
            boolean inDoubt,
            @Nullable String why) {}

    /**
     * How it stands with flap damping.
     *
     * @param points Its penalty points now; they decay by half every {@code halfLifeMillis}.
     * @param quarantineFrom From so many on it is put into quarantine.
     * @param reuseBelow Below so many it may return.
     * @param timesUnreachable UNREACHABLE how often in this spell.
     * @param quarantines How many in this spell.
     * @param held Whether it is kept out, or in quarantine.
     * @param mayReturnInMillis When it is let in again; null where nothing keeps it out or only an operator lets it in.
     * @param operatorNeeded Whether only an operator lets it in.
     * @param joinsRefused Joins refused since it was last let in.
     */
    record Damping(
            long points,
            long quarantineFrom,
            long reuseBelow,
            long halfLifeMillis,
            int timesUnreachable,
            int quarantines,
            boolean held,
            @Nullable Long mayReturnInMillis,
            boolean operatorNeeded,
            int joinsRefused) {}

    /**
     * A timer that runs.
     *
     * @param what What it does: removal, stabilization, good-bye, quarantine, drain, maintenance.
     * @param inMillis In how long; negative where that is over and something else stands in the way.
     * @param note What it waits for beside time, null if nothing.
     */
    record Timer(String what, long inMillis, @Nullable String note) {}

    /** An operator's order: drain or maintenance. */
    record Order(String order, String reason, long endsInMillis) {}
}
