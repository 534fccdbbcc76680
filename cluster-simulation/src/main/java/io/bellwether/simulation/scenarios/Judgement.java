package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.scenarios.Silences.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What one way of judging came to: how often it was wrong about the living, and how long it took to see a death. */
final class Judgement {

    private static final double HOUR = 3600e9;

    /** A count of observers going up or down. */
    private record Step(long nanos, int change) {}

    private final int votesNeeded;
    private final long waitNanos;
    private long edgeMistakes;
    private long memberMistakes;
    private long edges;
    private long members;
    private final Sample edgeDetection = new Sample();
    private final Sample memberDetection = new Sample();

    /**
     * A member is accused while so many of its observers take it for dead.
     *
     * @param waitNanos How much longer the verdict takes after the last vote.
     */
    Judgement(int votesNeeded, long waitNanos) {
        this.votesNeeded = votesNeeded;
        this.waitNanos = waitNanos;
    }

    /** Takes what all observers of one member thought. */
    void add(List<Silences> observers, long crashNanos) {
        members++;
        edges += observers.size();
        List<Long> votes = new ArrayList<>();
        for (Silences observer : observers) {
            edgeMistakes += observer.mistakes.size();
            edgeDetection.add(Math.max(0, observer.forGoodNanos - crashNanos));
            votes.add(observer.forGoodNanos);
        }
        Collections.sort(votes);
        memberDetection.add(Math.max(0, votes.get(votesNeeded - 1) - crashNanos) + waitNanos);
        memberMistakes += accusations(observers);
    }

    /** How often the count of observers that are wrong at one time rises to what it takes. */
    private int accusations(List<Silences> observers) {
        List<Step> steps = new ArrayList<>();
        for (Silences observer : observers) {
            for (Span span : observer.mistakes) {
                steps.add(new Step(span.from(), 1));
                steps.add(new Step(span.to(), -1));
            }
        }
        steps.sort(Comparator.comparingLong(Step::nanos).thenComparingInt(Step::change));
        int votes = 0;
        int accusations = 0;
        for (Step step : steps) {
            votes += step.change;
            accusations += step.change > 0 && votes == votesNeeded ? 1 : 0;
        }
        return accusations;
    }

    void addAll(Judgement other) {
        edgeMistakes += other.edgeMistakes;
        memberMistakes += other.memberMistakes;
        edges += other.edges;
        members += other.members;
        edgeDetection.addAll(other.edgeDetection);
        memberDetection.addAll(other.memberDetection);
    }

    long memberMistakes() {
        return memberMistakes;
    }

    double memberHours() {
        return (double) (members * JitteryTrace.COUNTED_NANOS) / HOUR;
    }

    double edgeHours() {
        return (double) (edges * JitteryTrace.COUNTED_NANOS) / HOUR;
    }

    /** Mistakes for each hour of one observer and one member. */
    double edgeRate() {
        return (double) edgeMistakes / edgeHours();
    }

    /** Accusations of the living for each hour of one member. */
    double memberRate() {
        return (double) memberMistakes / memberHours();
    }

    /** The median, in seconds from the crash on, until one observer sees it. */
    double edgeSeconds() {
        return edgeDetection.seconds(0.5);
    }

    /** The median, in seconds from the crash on, until the verdict. */
    double memberSeconds() {
        return memberDetection.seconds(0.5);
    }
}
