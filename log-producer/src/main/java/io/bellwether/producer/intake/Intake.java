package io.bellwether.producer.intake;

import java.util.List;

/**
 * What came of one request.
 *
 * @param accepted The records that are right, in the order they came.
 * @param rejected The others, each with its reason.
 */
public record Intake(List<LogRecord> accepted, List<Rejection> rejected) {

    public Intake {
        accepted = List.copyOf(accepted);
        rejected = List.copyOf(rejected);
    }
}
