package io.bellwether.producer.api;

import io.bellwether.producer.ProducerMetrics;
import io.bellwether.producer.intake.Intake;
import io.bellwether.producer.intake.IntakeException;
import io.bellwether.producer.intake.IntakeProperties;
import io.bellwether.producer.intake.LogIntake;
import io.bellwether.producer.intake.Rejection;
import io.bellwether.producer.intake.RejectionCode;
import io.bellwether.producer.publish.KafkaUnavailableException;
import io.bellwether.producer.publish.LogPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /logs}: answers once Kafka has acknowledged what was right. */
@RestController
final class LogsController {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String RECORD_HINT =
            "a record is {\"level\", \"service\", \"message\"} with optional id, timestamp, instance, traceId, attributes";

    private final LogIntake intake;
    private final LogPublisher publisher;
    private final IntakeProperties limits;
    private final BodyBudget budget;
    private final Map<RejectionCode, Counter> rejected = new EnumMap<>(RejectionCode.class);

    LogsController(LogIntake intake, LogPublisher publisher, IntakeProperties limits, MeterRegistry meters) {
        this.intake = intake;
        this.publisher = publisher;
        this.limits = limits;
        this.budget = new BodyBudget(
                (int) limits.inFlightMax().toBytes(), (int) limits.bodyMax().toBytes());
        for (RejectionCode code : RejectionCode.values()) {
            rejected.put(
                    code,
                    Counter.builder(ProducerMetrics.REJECTED)
                            .description("Records that were refused")
                            .tag("code", code.code())
                            .register(meters));
        }
    }

    /** What the client is told about its records. */
    record Answer(int accepted, List<RejectedItem> rejected) {}

    /** One refused record as the client sees it. */
    record RejectedItem(int index, String code, String detail) {}

    @PostMapping(
            path = "/logs",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> post(HttpServletRequest request) throws ProblemException, IOException, InterruptedException {
        long length = request.getContentLengthLong();
        if (length > limits.bodyMax().toBytes()) {
            throw bodyTooLarge();
        }
        int taken = budget.take(length);
        if (taken == 0) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "overloaded",
                            "requests of %s are being served already".formatted(limits.inFlightMax()),
                            "try again after the time in Retry-After, or send smaller requests")
                    .retryAfter(RETRY_AFTER);
        }
        try {
            return serve(body(request), isNdjson(request));
        } finally {
            budget.giveBack(taken);
        }
    }

    private ResponseEntity<Answer> serve(byte[] body, boolean lines) throws ProblemException, InterruptedException {
        Intake taken = take(body, lines);
        for (Rejection rejection : taken.rejected()) {
            Objects.requireNonNull(rejected.get(rejection.code())).increment();
        }
        List<RejectedItem> items = taken.rejected().stream()
                .map(rejection ->
                        new RejectedItem(rejection.index(), rejection.code().code(), rejection.detail()))
                .toList();
        if (taken.accepted().isEmpty()) {
            throw new ProblemException(
                            HttpStatus.BAD_REQUEST,
                            "records-rejected",
                            "none of the %d records is right; the first: %s"
                                    .formatted(items.size(), items.getFirst().detail()),
                            RECORD_HINT)
                    .with("accepted", 0)
                    .with("rejected", items);
        }
        try {
            publisher.publish(taken.accepted());
        } catch (KafkaUnavailableException e) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "kafka-unavailable",
                            String.valueOf(e.getMessage()),
                            "try again after the time in Retry-After; some records may have arrived, so give them ids"
                                    + " (UUIDv7) and those are stored once only")
                    .retryAfter(RETRY_AFTER);
        }
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new Answer(taken.accepted().size(), items));
    }

    private Intake take(byte[] body, boolean lines) throws ProblemException {
        try {
            return intake.take(body, lines);
        } catch (IntakeException e) {
            String detail = String.valueOf(e.getMessage());
            throw switch (e.reason()) {
                case EMPTY -> new ProblemException(HttpStatus.BAD_REQUEST, "body-empty", detail, RECORD_HINT);
                case MALFORMED_JSON ->
                    new ProblemException(
                            HttpStatus.BAD_REQUEST,
                            "malformed-json",
                            detail,
                            "send one JSON object, an array of them, or one per line (application/x-ndjson)");
                case TOO_MANY_RECORDS ->
                    new ProblemException(HttpStatus.CONTENT_TOO_LARGE, "too-many-records", detail, "split the request");
            };
        }
    }

    private byte[] body(HttpServletRequest request) throws IOException, ProblemException {
        int most = (int) limits.bodyMax().toBytes();
        byte[] body = request.getInputStream().readNBytes(most + 1);
        if (body.length > most) {
            throw bodyTooLarge();
        }
        return body;
    }

    private ProblemException bodyTooLarge() {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "a body may have %d bytes".formatted(limits.bodyMax().toBytes()),
                "split the request");
    }

    private static boolean isNdjson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && MediaType.APPLICATION_NDJSON.isCompatibleWith(MediaType.parseMediaType(type));
    }
}
