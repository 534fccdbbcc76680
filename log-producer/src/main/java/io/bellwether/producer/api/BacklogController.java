package io.bellwether.producer.api;

import io.bellwether.producer.backlog.Backlog;
import io.bellwether.producer.backlog.BacklogProperties;
import io.bellwether.producer.backlog.BacklogWatch;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /logs/backlog}: what waits in Kafka for the consumer, told by somebody who does not die with it. */
@RestController
final class BacklogController {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final BacklogWatch watch;
    private final BacklogProperties properties;

    BacklogController(BacklogWatch watch, BacklogProperties properties) {
        this.watch = watch;
        this.properties = properties;
    }

    /** What the client is told. */
    record Answer(long records, double oldestSeconds, boolean late, Instant at) {}

    private Answer answer(Backlog backlog) {
        return new Answer(
                backlog.records(), backlog.oldest().toMillis() / 1000.0, properties.isLate(backlog), backlog.at());
    }

    @GetMapping(path = "/logs/backlog", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> backlog() throws ProblemException {
        BacklogWatch.Sight sight = watch.sight();
        Backlog now = sight.now();
        if (now != null) {
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer(now));
        }
        var unknown = new ProblemException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "backlog-unknown",
                        "Kafka does not tell how much waits for the consumer: " + sight.failure(),
                        "look whether Kafka runs; it is asked again every few seconds")
                .retryAfter(RETRY_AFTER);
        Backlog last = sight.last();
        throw last == null ? unknown : unknown.with("last", answer(last));
    }
}
