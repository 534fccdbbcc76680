package io.bellwether.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.gateway.GatewayMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SheddingTest {

    private static final long SECOND = 1_000_000_000;
    private static final String POST = "POST /logs HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Pressure pressure = new Pressure(0);
    private long now;
    private final EmbeddedChannel channel =
            new EmbeddedChannel(new HttpServerCodec(), new Shedding(pressure, new EdgeMeters(meters), () -> now));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void tooMuch() {
        for (int i = 0; i < 4; i++) {
            now += SECOND;
            pressure.tick(now);
        }
        now += SECOND;
    }

    private void arrives(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.UTF_8));
    }

    /** How many requests were let in since the last time. */
    private int letIn() {
        int count = 0;
        for (Object message = channel.readInbound(); message != null; message = channel.readInbound()) {
            count += message instanceof HttpRequest ? 1 : 0;
            ReferenceCountUtil.release(message);
        }
        return count;
    }

    private String answered() {
        var text = new StringBuilder();
        for (@Nullable ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return text.toString();
    }

    private void theServerAnswers() {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CREATED));
    }

    private double refused() {
        return meters.get(GatewayMetrics.REFUSED)
                .tag("reason", "overloaded")
                .counter()
                .count();
    }

    @Test
    void whileAllIsWellEverythingIsLetIn() {
        arrives(POST + "body");

        assertThat(letIn()).isEqualTo(1);
        assertThat(answered()).isEmpty();
    }

    @Test
    void underPressureARequestIsRefusedAndItsConnectionGoesOn() {
        tooMuch();
        arrives(POST + "body");

        assertThat(letIn()).isZero();
        String answer = answered();
        assertThat(answer)
                .startsWith("HTTP/1.1 503 ")
                .containsIgnoringCase("retry-after: 2")
                .doesNotContainIgnoringCase("connection: close");
        JsonNode problem = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(problem.path("code").asString()).isEqualTo("overloaded");
        assertThat(problem.path("type").asString()).isEqualTo("urn:bellwether:problem:overloaded");
        assertThat(problem.path("status").asInt()).isEqualTo(503);
        assertThat(refused()).isCloseTo(1, within(0.0));
        assertThat(channel.isOpen()).isTrue();

        pressure.tick(now);
        arrives(POST + "body");
        assertThat(letIn()).as("the next, in the new round").isEqualTo(1);
    }

    @Test
    void whatHasNotAllArrivedIsNotWaitedFor() {
        tooMuch();
        arrives(POST + "bo");

        assertThat(letIn()).isZero();
        assertThat(answered()).startsWith("HTTP/1.1 503 ").containsIgnoringCase("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    /** Closing takes its time where the answer is not out yet. */
    @Test
    void whatStillComesWhileItIsBeingClosedGoesToNobody() {
        var closing = new EmbeddedChannel(
                new ChannelOutboundHandlerAdapter() {
                    @Override
                    public void close(ChannelHandlerContext context, ChannelPromise promise) {
                        // Not yet.
                    }
                },
                new HttpServerCodec(),
                new Shedding(pressure, new EdgeMeters(meters), () -> now));
        tooMuch();
        closing.writeInbound(Unpooled.copiedBuffer(POST + "bo", StandardCharsets.UTF_8));
        pressure.tick(now);
        closing.writeInbound(Unpooled.copiedBuffer("dy" + POST + "body", StandardCharsets.UTF_8));

        assertThat(closing.inboundMessages()).isEmpty();
        assertThat(refused()).isCloseTo(1, within(0.0));
        closing.releaseOutbound();
    }

    @Test
    void whoAsksToCloseGetsHisAnswerAndIsClosed() {
        tooMuch();
        arrives("GET /logs HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answered()).startsWith("HTTP/1.1 503 ");
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/actuator/health", "/gateway/view", "/console/app.js"})
    void whatTellsHowItIsGoesOn(String path) {
        tooMuch();
        arrives("GET %s HTTP/1.1\r\nHost: a\r\n\r\n".formatted(path));

        assertThat(letIn()).isEqualTo(1);
    }

    @Test
    void noRefusalOvertakesAnAnswerThatIsStillToCome() {
        arrives(POST + "body");
        tooMuch();
        arrives(POST + "body");

        assertThat(letIn()).isEqualTo(2);
        assertThat(answered()).isEmpty();

        theServerAnswers();
        theServerAnswers();
        assertThat(answered()).contains("201");
        arrives(POST + "body");
        assertThat(letIn()).isZero();
        assertThat(answered()).startsWith("HTTP/1.1 503 ");
    }

    @Test
    void aWordInBetweenIsNoAnswer() {
        arrives(POST);
        assertThat(letIn()).isEqualTo(1);
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        assertThat(answered()).startsWith("HTTP/1.1 100 ");

        arrives("body");
        tooMuch();
        arrives(POST + "body");

        assertThat(letIn()).as("the first is not answered yet").isEqualTo(1);
    }
}
