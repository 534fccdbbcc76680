package io.bellwether.gateway.forward;

import io.bellwether.gateway.problem.ProblemException;
import java.util.Optional;

/** Whether writes make sense at this moment, and who takes those of the coordinators. */
interface Writability {

    /** Why a write is refused; empty while none is. */
    Optional<ProblemException> refusal();

    /** The coordinator that leads, if one is known. */
    Optional<String> leader();

    /** Where this gateway is no member of a cluster, and its services come from a list: nobody could say no. */
    record OfNoCluster() implements Writability {

        @Override
        public Optional<ProblemException> refusal() {
            return Optional.empty();
        }

        @Override
        public Optional<String> leader() {
            return Optional.empty();
        }
    }
}
