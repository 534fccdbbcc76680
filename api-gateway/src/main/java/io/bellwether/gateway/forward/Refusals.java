package io.bellwether.gateway.forward;

import io.bellwether.gateway.problem.Problem;
import io.bellwether.gateway.problem.ProblemException;
import io.bellwether.gateway.routing.Choice;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** What a client is told when its request is not sent on, or came to nothing. */
final class Refusals {

    private Refusals() {}

    static ProblemException nobody(String service, Choice.Why why) {
        return new ProblemException(
                switch (why) {
                    case NO_INSTANCE, NO_OTHER ->
                        new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "upstream-unavailable",
                                "no instance of %s could be asked".formatted(service),
                                "try again after the time in Retry-After; GET /gateway/routes tells what keeps each instance out",
                                true);
                    case CIRCUITS_OPEN ->
                        new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "circuit-open",
                                "every instance of %s has failed mostly in the last seconds and is left alone for a moment"
                                        .formatted(service),
                                "try again after the time in Retry-After; GET /gateway/routes tells the circuit of each instance",
                                true);
                    case FULL ->
                        new Problem(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "overloaded",
                                "every instance of %s has as many requests as it can answer in time; nothing was done with this one"
                                        .formatted(service),
                                "send it again after the time in Retry-After; GET /gateway/routes tells how many each may get at once (waitingMax)",
                                true);
                });
    }

    static ProblemException noLeader() {
        return new ProblemException(new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "no-leader",
                "no coordinator is known to lead, and only the leader can do this; nothing was changed",
                "try again after the time in Retry-After; with a majority of the coordinators up, one leads within seconds",
                true));
    }

    static ProblemException readOnly(String why, String evidence) {
        return new ProblemException(new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "read-only",
                "the cluster is read-only: %s (%s); nothing was written".formatted(why, evidence),
                "reads go on; repeat the write after the time in Retry-After, it is accepted once a majority of the"
                        + " coordinators stands behind a leader",
                true));
    }

    static ProblemException tooLate(String service, Duration deadline, int tries) {
        return new ProblemException(new Problem(
                HttpStatus.GATEWAY_TIMEOUT,
                "upstream-timeout",
                "%s did not answer in time: asked %s, of at most %d ms in all"
                        .formatted(service, tries == 1 ? "one instance" : tries + " instances", deadline.toMillis()),
                "a write may have been done all the same: repeat it with the same ids",
                true));
    }

    static ProblemException broken(String service, boolean sent) {
        return new ProblemException(new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "upstream-unavailable",
                sent
                        ? "the connection to %s broke before its answer came".formatted(service)
                        : "%s cannot be reached".formatted(service),
                sent
                        ? "a write may have been done all the same: repeat it with the same ids"
                        : "nothing was sent; try again after the time in Retry-After",
                true));
    }
}
