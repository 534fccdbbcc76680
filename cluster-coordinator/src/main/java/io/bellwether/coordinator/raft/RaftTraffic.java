package io.bellwether.coordinator.raft;

/**
 * What went between this coordinator and the others since it started; all of it only grows.
 *
 * @param attempts Attempts to connect to another.
 * @param connected Attempts that made a connection.
 * @param failed Attempts that did not.
 * @param lost Connections that were there and ended.
 * @param renewed Connections given up here, because nothing came back on them or because the other had been away.
 * @param accepted Connections that others made to this one.
 * @param callsAnswered Messages to another that were answered.
 * @param callsFailed Calls to another that ended in an error, or could not begin.
 * @param loopTicks Appends that were sent or taken, beats among them: while Raft goes round this rises.
 * @param staleTerms Requests refused here because they were of a former term.
 * @param withheldVotes Pre-votes held back because an election had just been.
 * @param misdirected Calls refused here because they were meant for another.
 * @param earlyClaims Answers that would have claimed entries which were not yet on disk, and were put right.
 */
public record RaftTraffic(
        long attempts,
        long connected,
        long failed,
        long lost,
        long renewed,
        long accepted,
        long callsAnswered,
        long callsFailed,
        long loopTicks,
        long staleTerms,
        long withheldVotes,
        long misdirected,
        long earlyClaims) {

    /** What there is where there is no log. */
    static final RaftTraffic NONE = new RaftTraffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
