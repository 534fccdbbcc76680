package io.bellwether.producer.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** Turns the body of a request into records and rejections. */
public final class LogIntake {

    private final RequestReader reader;
    private final RecordCheck check = new RecordCheck();
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    /**
     * @param ids Gives a fresh UUIDv7 at each call.
     * @param clock Tells the time of records that bring none.
     */
    public LogIntake(int recordsMax, Supplier<UUID> ids, InstantSource clock) {
        this.reader = new RequestReader(recordsMax);
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Reads and checks all records of a body.
     *
     * @param lines Whether the client said that this is NDJSON; otherwise it is found out.
     * @throws IntakeException if the body cannot be taken apart at all
     */
    public Intake take(byte[] body, boolean lines) throws IntakeException {
        List<RequestReader.Item> items = reader.read(body, lines);
        if (items.isEmpty()) {
            throw new IntakeException(IntakeException.Reason.EMPTY, "the request brings no record");
        }
        Instant now = clock.instant();
        List<LogRecord> accepted = new ArrayList<>(items.size());
        List<Rejection> rejected = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            switch (items.get(index)) {
                case RequestReader.Item.Broken(String detail) ->
                    rejected.add(new Rejection(index, RejectionCode.MALFORMED_JSON, detail));
                case RequestReader.Item.Value(var node) -> {
                    try {
                        accepted.add(check.check(node, ids.get(), now));
                    } catch (RejectedException e) {
                        rejected.add(e.at(index));
                    }
                }
            }
        }
        return new Intake(accepted, rejected);
    }
}
