package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bellwether.gateway.edge.EdgeProperties.AccessLogLevel;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class AccessLogTest {

    private static final Duration QUICK = Duration.ofMillis(3);
    private static final Duration SLOW = Duration.ofMillis(1_001);
    private static final long SECOND = 1_000_000_000L;
    private static final int PER_SECOND = 50;

    private final Logger logger = (Logger) LoggerFactory.getLogger("access");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void listenNoMore() {
        logger.setAdditive(true);
        logger.setLevel(null);
        logger.detachAppender(lines);
    }

    private static MockServerWebExchange asked(String path) {
        return MockServerWebExchange.from(MockServerHttpRequest.method(HttpMethod.GET, "{path}", path));
    }

    private static MockServerWebExchange usual() {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/logs"));
    }

    private static Object value(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> pair.value)
                .findFirst()
                .orElse("-");
    }

    private List<Object> told(String key) {
        return lines.list.stream().map(line -> value(line, key)).toList();
    }

    @Test
    void whatWentWellIsToldOnlyWhereAllIsTold() {
        new AccessLog(AccessLogLevel.FAILED).ended(usual(), 200, QUICK, 0);
        new AccessLog(AccessLogLevel.NONE).ended(usual(), 503, QUICK, 0);
        assertThat(lines.list).isEmpty();

        new AccessLog(AccessLogLevel.ALL).ended(usual(), 200, QUICK, 0);
        assertThat(lines.list)
                .hasSize(1)
                .first()
                .extracting(ILoggingEvent::getLevel)
                .isEqualTo(Level.INFO);
    }

    @Test
    void whatFailedOrWasSlowIsToldAndAStreamIsNotSlow() {
        var log = new AccessLog(AccessLogLevel.FAILED);
        log.ended(usual(), 400, QUICK, 0);
        log.ended(usual(), 200, SLOW, 0);
        log.ended(usual(), AccessLog.CLIENT_GONE, QUICK, 0);
        var stream = usual();
        stream.getResponse().getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        log.ended(stream, 200, SLOW, 0);

        assertThat(told("status")).containsExactly(400, 200, 499);
    }

    @Test
    void aLineNamesWhoAskedAndForWhat() {
        var exchange = usual();
        Visitor.of("10.0.0.7", "request-1", null, RandomGenerator.getDefault()).attachTo(exchange);

        new AccessLog(AccessLogLevel.ALL).ended(exchange, 404, QUICK, 0);

        assertThat(told("action")).containsExactly("request.ended");
        assertThat(told("client")).containsExactly("10.0.0.7");
        assertThat(told("request")).containsExactly("request-1");
        assertThat(told("path")).containsExactly("/logs");
        assertThat(told("millis")).containsExactly(3L);
        assertThat(told("instances")).containsExactly("-");
    }

    @Test
    void ofAFloodSoManyASecondAreToldAndThenHowManyWereNot() {
        var log = new AccessLog(AccessLogLevel.FAILED);
        for (int i = 0; i < 1_000; i++) {
            log.ended(usual(), 400, QUICK, 7 * SECOND + i);
        }
        assertThat(lines.list).hasSize(PER_SECOND);

        log.ended(usual(), 400, QUICK, 8 * SECOND);
        log.ended(usual(), 400, QUICK, 8 * SECOND);

        assertThat(lines.list).hasSize(PER_SECOND + 2);
        assertThat(told("suppressed").subList(PER_SECOND, PER_SECOND + 2)).containsExactly(1_000L - PER_SECOND, "-");
    }

    @Test
    void aPathIsCutAndCannotLookLikeALineOfOurs() {
        var log = new AccessLog(AccessLogLevel.ALL);
        log.ended(asked("/" + "a".repeat(5_000)), 404, QUICK, 0);
        log.ended(asked("/a\nb\"c"), 404, QUICK, 0);

        assertThat((String) told("path").getFirst()).hasSize(201).endsWith("…");
        assertThat((String) told("path").getLast()).doesNotContain("\n", "\"");
    }
}
