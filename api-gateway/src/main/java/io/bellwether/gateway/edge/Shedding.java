package io.bellwether.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses requests while the event loop has more to do than it gets done, before anything is done for them: what is refused has to
 * cost next to nothing, or refusing is all that is still done. Without it the loop reads everything that has come, answers
 * nobody in time, and works for clients that have gone, for as long as others come.
 *
 * <p>What tells how the gateway is goes on. Confined to the event loop of its connection.
 */
final class Shedding extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Shedding.class);
    private static final String NAME = "bellwether.shedding";
    /**
     * What comes next on a connection is not read at once: whoever is refused and asks again without a breath would keep the
     * loop busy with refusing him.
     */
    private static final Duration BREATH = Duration.ofMillis(200);

    private static final byte[] BODY = """
            {"type":"urn:bellwether:problem:overloaded","title":"Service Unavailable","status":503,"code":"overloaded",\
            "detail":"this gateway has had more to do for seconds than it gets done; nothing was done with this request",\
            "hint":"send it again after the time in Retry-After, and less at once"}""".getBytes(StandardCharsets.UTF_8);

    private final Pressure pressure;
    private final EdgeMeters meters;
    private final LongSupplier nanoTime;

    /** Requests that were let in on this connection and whose answers are not out yet. */
    private int inside;

    private boolean isRefusing;
    private boolean staysOpen;
    private boolean isClosing;

    Shedding(Pressure pressure, EdgeMeters meters, LongSupplier nanoTime) {
        this.pressure = pressure;
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    /** For this connection from now on. */
    static void on(ChannelPipeline pipeline, Pressures pressures, EdgeMeters meters, LongSupplier nanoTime) {
        ChannelHandlerContext codec = pipeline.context(HttpServerCodec.class);
        if (codec != null) {
            Pressure pressure = pressures.of(pipeline.channel().eventLoop());
            pipeline.addAfter(codec.name(), NAME, new Shedding(pressure, meters, nanoTime));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isClosing) {
            // The rest of a body whose request was refused: nobody behind knows of it.
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            isRefusing = isToBeRefused(request);
            if (isRefusing) {
                meters.refused(Refusal.OVERLOADED);
                tell();
                staysOpen = HttpUtil.isKeepAlive(request);
            } else {
                inside++;
            }
        }
        if (!isRefusing) {
            context.fireChannelRead(message);
            return;
        }
        boolean isWhole = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        if (isWhole) {
            isRefusing = false;
            isClosing = !staysOpen;
            refuse(context, staysOpen);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (isRefusing) {
            // More of its body is still to come: that is not waited for.
            isRefusing = false;
            isClosing = true;
            refuse(context, false);
        }
        context.fireChannelReadComplete();
    }

    private void tell() {
        if (pressure.isToBeTold(nanoTime.getAsLong())) {
            LOG.atWarn()
                    .addKeyValue("action", "requests.shed")
                    .log("requests are refused: for seconds there has been more to do than is got done");
        }
    }

    private boolean isToBeRefused(HttpRequest request) {
        // Answers go out in the order of the requests: one that is still to come must not be overtaken.
        return inside == 0
                && pressure.isTooHigh(nanoTime.getAsLong())
                && request.decoderResult().isSuccess()
                && !tellsHowItIs(request.uri());
    }

    private static boolean tellsHowItIs(String target) {
        return target.equals("/")
                || target.startsWith("/actuator/")
                || target.startsWith("/gateway/")
                || target.startsWith("/console/");
    }

    private static void refuse(ChannelHandlerContext context, boolean staysOpen) {
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SERVICE_UNAVAILABLE, Unpooled.wrappedBuffer(BODY));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                .set(HttpHeaderNames.RETRY_AFTER, "2")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, BODY.length);
        if (!staysOpen) {
            answer.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        var written = context.writeAndFlush(answer);
        if (staysOpen) {
            var unused = context.executor().schedule(context::read, BREATH.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean isInformation = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof LastHttpContent && !isInformation) {
            inside--;
        }
        var unused = context.write(message, promise);
    }
}
