package io.bellwether.gateway.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An instance with all that this gateway knows of it. */
final class Backend {

    private final Load load;
    private final Room room = new Room();
    private final Ejection ejection;
    private final SlowStart slowStart;
    private final CircuitBreaker circuit;
    private final Weight weight = new Weight();
    private volatile Facts facts;

    Backend(Facts facts, Load load, Ejection ejection, SlowStart slowStart, CircuitBreaker circuit) {
        this.facts = facts;
        this.load = load;
        this.ejection = ejection;
        this.slowStart = slowStart;
        this.circuit = circuit;
    }

    Facts facts() {
        return facts;
    }

    Load load() {
        return load;
    }

    Room room() {
        return room;
    }

    boolean hasRoom() {
        return load.waiting() < room.places();
    }

    Ejection ejection() {
        return ejection;
    }

    CircuitBreaker circuit() {
        return circuit;
    }

    /** Takes over what others say of it now; who comes back begins with little. */
    void told(Facts now, long nowNanos) {
        Facts before = facts;
        facts = now;
        if ((now.recovering() && !before.recovering()) || (before.lastResort() && !now.lastResort())) {
            slowStart.begin(nowNanos);
        }
    }

    void comesBack(long nowNanos) {
        slowStart.begin(nowNanos);
    }

    boolean isOut(long nowNanos) {
        if (ejection.hasEnded(nowNanos)) {
            slowStart.begin(nowNanos);
        }
        return ejection.isOut(nowNanos);
    }

    /** Its health as it counts, where nobody knows it this one; and less while it has just come back. */
    double weight(double unknown, long nowNanos) {
        Integer score = facts.score();
        double target = score == null ? unknown : Weight.of(score);
        return weight.follow(target, nowNanos) * slowStart.share(nowNanos);
    }

    /** Takes note of how a request ended that began then, and of which an answer was hoped for within its patience. */
    void ended(Result result, long begunNanos, Duration patience, long nowNanos) {
        long took = Math.max(0, nowNanos - begunNanos);
        switch (result) {
            case ANSWERED -> load.answered(begunNanos, nowNanos);
            case ABANDONED -> load.abandoned(begunNanos, nowNanos);
            case BUSY, FAILED, REFUSED, BROKEN, TIMED_OUT -> load.failed(begunNanos, nowNanos);
        }
        if (result.tellsHowLongItTakes()) {
            room.ended(begunNanos, nowNanos, patience, result == Result.ANSWERED, load.waiting());
        }
        if (result.isForCircuit()) {
            circuit.onError(took, TimeUnit.NANOSECONDS, new InstanceFailedException(result));
        } else if (result == Result.ABANDONED) {
            circuit.releasePermission();
        } else {
            circuit.onSuccess(took, TimeUnit.NANOSECONDS);
        }
    }

    double slowStartShare(long nowNanos) {
        return slowStart.share(nowNanos);
    }

    /**
     * What a request to it costs: how long it takes, times those that would then wait, squared; divided by its health. Squared,
     * because what is three times slower shall lose more than two thirds of its share, also where the others have their hands
     * full; not so the health, which is a share already.
     */
    double cost(double unknown, long nowNanos) {
        double pressure = load.latencyNanos(nowNanos) * (load.waiting() + 1);
        return pressure * pressure / weight(unknown, nowNanos);
    }
}
