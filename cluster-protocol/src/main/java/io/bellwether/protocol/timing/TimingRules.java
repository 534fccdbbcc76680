package io.bellwether.protocol.timing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses timings that would churn, each with the reason and a value that works.
 *
 * <p>The settings are judged in the order in which they depend on each other. One that is wrong is replaced by the
 * nearest value that works before the next one is judged, so the values of all problems fit together, and nobody
 * repairs one thing only to be told the next.
 */
public final class TimingRules {

    static final Duration HEARTBEAT_MIN = Duration.ofMillis(20);
    static final Duration HEARTBEAT_MAX = Duration.ofMinutes(5);
    static final Duration SILENCE_MAX = Duration.ofHours(1);
    static final Duration FAILURE_TIMEOUT_MAX = Duration.ofDays(1);
    static final Duration RAFT_HEARTBEAT_MIN = Duration.ofMillis(5);
    static final Duration RAFT_HEARTBEAT_MAX = Duration.ofSeconds(10);
    static final Duration ELECTION_MAX = Duration.ofMinutes(10);
    static final Duration GOSSIP_MIN = Duration.ofMillis(20);
    static final Duration GOSSIP_MAX = Duration.ofMinutes(5);
    static final Duration STABILIZATION_MAX = Duration.ofHours(1);

    /** The longest pause that the floor tolerates beside one beat; where beats are fast it is two of them. */
    static final Duration PAUSE_TOLERANCE_MAX = Duration.ofSeconds(2);

    /** From UNREACHABLE at the cap to REMOVED: what a commit and the way back of three beats need. */
    static final Duration RETURN_MIN = Duration.ofSeconds(3);

    static final double PHI_MIN = 3;
    static final double PHI_MAX = 30;
    static final int FANOUT_MAX = 10;
    static final int VOTERS_MAX = 9;

    private final List<TimingProblem> problems = new ArrayList<>();

    private TimingRules() {}

    /**
     * Judges a profile.
     *
     * @param voters How many voters the Raft group has.
     * @param votersMeant Whether somebody said that an even number, or none, is what they want.
     */
    public static TimingFindings judge(TimingProfile profile, int voters, boolean votersMeant) {
        TimingRules rules = new TimingRules();
        TimingProfile works = rules.raft(profile, rules.beats(profile));
        int votersWork = rules.voters(voters, votersMeant);
        return new TimingFindings(rules.problems, works, votersWork);
    }

    private TimingProfile beats(TimingProfile asked) {
        Duration beat = within(
                TimingSetting.HEARTBEAT,
                asked.heartbeat(),
                new Bound(HEARTBEAT_MIN, "fewer milliseconds between beats measure the scheduler, not the node"),
                new Bound(HEARTBEAT_MAX, "nothing would be noticed in time"));
        Duration tolerance = min(beat.multipliedBy(2), PAUSE_TOLERANCE_MAX);
        Duration floor = within(
                TimingSetting.SILENCE_FLOOR,
                asked.silenceFloor(),
                new Bound(
                        beat.plus(tolerance),
                        "one beat (%s) and a pause of %s would be called silence, and every long collection of garbage too"
                                .formatted(text(beat), text(tolerance))),
                new Bound(SILENCE_MAX, "nothing would be noticed in time"));
        Duration cap = within(
                TimingSetting.SILENCE_CAP,
                asked.silenceCap(),
                max(
                        new Bound(
                                beat.multipliedBy(2),
                                "a single lost beat would make an edge bad; it must span two beats of " + text(beat)),
                        new Bound(
                                floor, "it may not lie under the floor of " + text(floor) + ", or phi never decides")),
                new Bound(SILENCE_MAX.plus(SILENCE_MAX), "nothing would be noticed in time"));
        double phi = phi(asked.phiThreshold());
        Duration back = beat.multipliedBy(3).compareTo(RETURN_MIN) > 0 ? beat.multipliedBy(3) : RETURN_MIN;
        Duration failure = within(
                TimingSetting.FAILURE_TIMEOUT,
                asked.failureTimeout(),
                new Bound(
                        cap.plus(back),
                        "a node would be removed before it can come back: the cap of silence is %s, and a return takes %s"
                                .formatted(text(cap), text(back))),
                new Bound(FAILURE_TIMEOUT_MAX, "the dead would stay for days"));
        Duration stable = within(
                TimingSetting.STABILIZATION,
                asked.stabilization(),
                new Bound(
                        beat.multipliedBy(3),
                        "a node that came back would be trusted before three beats of %s".formatted(text(beat))),
                new Bound(STABILIZATION_MAX, "a node that came back would never get its traffic"));
        return new TimingProfile(
                beat,
                floor,
                cap,
                phi,
                failure,
                asked.electionMin(),
                asked.electionMax(),
                asked.raftHeartbeat(),
                asked.gossipInterval(),
                asked.gossipFanout(),
                stable);
    }

    private TimingProfile raft(TimingProfile asked, TimingProfile beats) {
        Duration raftBeat = within(
                TimingSetting.RAFT_HEARTBEAT,
                asked.raftHeartbeat(),
                new Bound(RAFT_HEARTBEAT_MIN, "the leader would do nothing but beat"),
                new Bound(RAFT_HEARTBEAT_MAX, "a dead leader would not be noticed in time"));
        Duration electionMin = within(
                TimingSetting.ELECTION_MIN,
                asked.electionMin(),
                new Bound(
                        raftBeat.multipliedBy(10),
                        "a few late beats of the leader would start an election; it must span ten raft heartbeats of "
                                + text(raftBeat)),
                new Bound(ELECTION_MAX.dividedBy(2), "the cluster would be without a leader for minutes"));
        Duration electionMax = spread(asked.electionMax(), electionMin);
        Duration gossip = within(
                TimingSetting.GOSSIP_INTERVAL,
                asked.gossipInterval(),
                new Bound(GOSSIP_MIN, "rounds would overtake each other"),
                new Bound(GOSSIP_MAX, "news would not arrive"));
        return new TimingProfile(
                beats.heartbeat(),
                beats.silenceFloor(),
                beats.silenceCap(),
                beats.phiThreshold(),
                beats.failureTimeout(),
                electionMin,
                electionMax,
                raftBeat,
                gossip,
                fanout(asked.gossipFanout()),
                beats.stabilization());
    }

    private double phi(double asked) {
        if (asked >= PHI_MIN && asked <= PHI_MAX) {
            return asked;
        }
        String why = asked > PHI_MAX
                ? "phi rises so far only beyond the cap, so it would decide nothing"
                : "one gap in a thousand would be called silence, many times an hour";
        double works = asked > PHI_MAX ? PHI_MAX : PHI_MIN;
        problems.add(new TimingProblem(
                TimingSetting.PHI_THRESHOLD,
                "must be %s to %s, got %s".formatted(PHI_MIN, PHI_MAX, asked),
                why,
                Double.toString(works)));
        return works;
    }

    private Duration spread(Duration asked, Duration electionMin) {
        if (asked.compareTo(electionMin) > 0) {
            return within(
                    TimingSetting.ELECTION_MAX,
                    asked,
                    new Bound(electionMin, ""),
                    new Bound(ELECTION_MAX, "the cluster would be without a leader for minutes"));
        }
        Duration works = electionMin.multipliedBy(2);
        problems.add(new TimingProblem(
                TimingSetting.ELECTION_MAX,
                "must be over %s, the shortest election timeout, got %s".formatted(text(electionMin), text(asked)),
                "voters that wait equally long stand for election at once and split the votes for ever",
                text(works)));
        return works;
    }

    private int fanout(int asked) {
        if (asked >= 1 && asked <= FANOUT_MAX) {
            return asked;
        }
        int works = asked < 1 ? 1 : FANOUT_MAX;
        String why = asked < 1 ? "nobody would be told anything" : "the same news would arrive many times over";
        problems.add(new TimingProblem(
                TimingSetting.GOSSIP_FANOUT,
                "must be 1 to %d, got %d".formatted(FANOUT_MAX, asked),
                why,
                Integer.toString(works)));
        return works;
    }

    private int voters(int asked, boolean meant) {
        if (asked < 0 || asked > VOTERS_MAX) {
            return refuseVoters(asked, asked < 0 ? 1 : VOTERS_MAX, "each voter more makes every write wait for more");
        }
        if (meant || asked % 2 == 1) {
            return asked;
        }
        if (asked == 0) {
            return refuseVoters(asked, 1, "nobody could decide who is a member");
        }
        int works = asked - 1;
        return refuseVoters(
                asked,
                works,
                "an even group survives no more losses than %d voters do, and can split in two halves without quorum"
                        .formatted(works));
    }

    private int refuseVoters(int asked, int works, String why) {
        problems.add(new TimingProblem(
                TimingSetting.VOTERS,
                "must be an odd number of 1 to %d, got %d".formatted(VOTERS_MAX, asked),
                why,
                Integer.toString(works)));
        return works;
    }

    /** A least or most value, and why. */
    private record Bound(Duration value, String why) {}

    private Duration within(TimingSetting setting, Duration asked, Bound least, Bound most) {
        if (asked.compareTo(least.value()) < 0) {
            return refuse(setting, asked, "must be at least", least);
        }
        return asked.compareTo(most.value()) > 0 ? refuse(setting, asked, "must be at most", most) : asked;
    }

    private Duration refuse(TimingSetting setting, Duration asked, String rule, Bound bound) {
        String wrong = "%s %s, got %s".formatted(rule, text(bound.value()), text(asked));
        problems.add(new TimingProblem(setting, wrong, bound.why(), text(bound.value())));
        return bound.value();
    }

    private static Bound max(Bound a, Bound b) {
        return a.value().compareTo(b.value()) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** As it is written in the configuration: in milliseconds where it is a whole number of them. */
    static String text(Duration duration) {
        Duration absurd = FAILURE_TIMEOUT_MAX.multipliedBy(10);
        if (duration.compareTo(absurd) > 0 || duration.compareTo(absurd.negated()) < 0) {
            // Absurd, and perhaps too large for a number of milliseconds.
            return duration.toString();
        }
        long millis = duration.toMillis();
        return duration.equals(Duration.ofMillis(millis)) ? millis + "ms" : duration.toString();
    }
}
