package io.bellwether.devservices.node;

import java.time.Duration;
import java.util.List;

/** What happens to a node on its way up or down. */
public sealed interface NodeEvent {

    /** It ran already, as it should. */
    record Kept(long pid) implements NodeEvent {}

    /** It ran, but not as it should; it is stopped first. */
    record Replacing(String reason) implements NodeEvent {}

    record Preparing() implements NodeEvent {}

    record Starting(long pid) implements NodeEvent {}

    record Waiting(String reason) implements NodeEvent {}

    record Healthy(Duration took) implements NodeEvent {}

    /**
     * It does not run.
     *
     * @param lastOutput What it said last; empty when it never said anything.
     */
    record Failed(String reason, List<String> lastOutput) implements NodeEvent {

        public Failed {
            lastOutput = List.copyOf(lastOutput);
        }
    }

    record Stopping() implements NodeEvent {}

    record Stopped(boolean inOrder) implements NodeEvent {}
}
