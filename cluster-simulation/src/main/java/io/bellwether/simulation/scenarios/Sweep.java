package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.peers.phi.PhiSettings;
import io.bellwether.simulation.report.Chart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One detector with several thresholds, each judging the same traces. */
final class Sweep {

    static final int OBSERVERS = 10;
    /** Akka has nine observers for each member, and what one of them says is the verdict. */
    static final int PEER_OBSERVERS = 9;

    private static final int VOTES = 7;
    /** What the leader waits for others, once a member has its votes. */
    private static final long LEADER_WAITS_NANOS = 300_000_000;

    final List<Double> thresholds;
    final List<Judgement> judgements = new ArrayList<>();
    private final List<Function<JitteryTrace, Silences>> detectors = new ArrayList<>();
    private final int observers;

    private Sweep(List<Double> thresholds, int observers) {
        this.thresholds = thresholds;
        this.observers = observers;
    }

    /** Our edges and our agreement, with another floor where the threshold alone shall decide. */
    static Sweep ours(Duration floor, List<Double> thresholds) {
        Sweep sweep = new Sweep(thresholds, OBSERVERS);
        for (double threshold : thresholds) {
            TimingProfile profile = profile(floor, threshold);
            sweep.detectors.add(trace -> Silences.ofEdge(profile, trace));
            sweep.judgements.add(new Judgement(VOTES, LEADER_WAITS_NANOS));
        }
        return sweep;
    }

    /** Akka's detector, of which one observer suffices. */
    static Sweep akka(Duration pause, List<Double> thresholds) {
        Sweep sweep = new Sweep(thresholds, PEER_OBSERVERS);
        for (double threshold : thresholds) {
            PhiSettings settings =
                    PhiSettings.akka(OBSERVERS).withAcceptablePause(pause).withThreshold(threshold);
            sweep.detectors.add(trace -> Silences.ofPhi(settings, trace));
            sweep.judgements.add(new Judgement(1, 0));
        }
        return sweep;
    }

    static TimingProfile profile(Duration floor, double threshold) {
        TimingProfile usual = TimingProfile.DEFAULT;
        return new TimingProfile(
                usual.heartbeat(),
                floor,
                usual.silenceCap(),
                threshold,
                usual.failureTimeout(),
                usual.electionMin(),
                usual.electionMax(),
                usual.raftHeartbeat(),
                usual.gossipInterval(),
                usual.gossipFanout(),
                usual.stabilization());
    }

    /** One member lives and dies before its observers; all sweeps see the same. */
    static void member(List<Sweep> sweeps, SplittableRandom random) {
        long crash = JitteryTrace.WARM_UP_NANOS + JitteryTrace.COUNTED_NANOS + random.nextLong(JitteryTrace.SECOND);
        List<JitteryTrace> traces = new ArrayList<>();
        for (int observer = 0; observer < OBSERVERS; observer++) {
            traces.add(JitteryTrace.draw(crash, random));
        }
        for (Sweep sweep : sweeps) {
            for (int i = 0; i < sweep.detectors.size(); i++) {
                Function<JitteryTrace, Silences> detector = sweep.detectors.get(i);
                sweep.judgements
                        .get(i)
                        .add(
                                traces.subList(0, sweep.observers).stream()
                                        .map(detector)
                                        .toList(),
                                crash);
            }
        }
    }

    void addAll(Sweep other) {
        for (int i = 0; i < judgements.size(); i++) {
            judgements.get(i).addAll(other.judgements.get(i));
        }
    }

    /**
     * The seconds that a verdict takes where it is wrong this often, between two thresholds in proportion to the
     * logarithm of the rate; NaN outside of what was measured.
     */
    static double secondsAt(
            double rate,
            List<Judgement> curve,
            ToDoubleFunction<Judgement> rates,
            ToDoubleFunction<Judgement> seconds) {
        for (int i = 1; i < curve.size(); i++) {
            double often = rates.applyAsDouble(curve.get(i - 1));
            double seldom = rates.applyAsDouble(curve.get(i));
            if (often >= rate && seldom <= rate && seldom > 0 && often > seldom) {
                double share = Math.log(often / rate) / Math.log(often / seldom);
                double from = seconds.applyAsDouble(curve.get(i - 1));
                return from + share * (seconds.applyAsDouble(curve.get(i)) - from);
            }
        }
        return Double.NaN;
    }

    /** Detection time to the right, the logarithm of the rate of mistakes upwards; rates of nothing are left out. */
    List<Chart.Point> points(ToDoubleFunction<Judgement> rates, ToDoubleFunction<Judgement> seconds) {
        List<Chart.Point> points = new ArrayList<>();
        for (Judgement judgement : judgements) {
            double rate = rates.applyAsDouble(judgement);
            if (rate > 0) {
                points.add(new Chart.Point(seconds.applyAsDouble(judgement), Math.log10(rate)));
            }
        }
        return points;
    }
}
