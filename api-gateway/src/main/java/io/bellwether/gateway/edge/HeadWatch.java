package io.bellwether.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose client begins the head of a request and does not end it in time. The server's own time-outs
 * start when the head is there, or start again with each byte: a client that sends one byte a second would hold its
 * connection for ever. Confined to the event loop of the connection.
 */
final class HeadWatch {

    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);

    private final Duration time;
    private final EdgeMeters meters;
    private Phase phase = Phase.BETWEEN;
    private @Nullable ScheduledFuture<?> alarm;

    private HeadWatch(Duration time, EdgeMeters meters) {
        this.time = time;
        this.meters = meters;
    }

    /** Watches this connection from now on. */
    static void on(ChannelPipeline pipeline, Duration time, EdgeMeters meters) {
        ChannelHandlerContext codec = pipeline.context(HttpServerCodec.class);
        if (codec == null) {
            return;
        }
        var watch = new HeadWatch(time, meters);
        pipeline.addBefore(codec.name(), "bellwether.bytes", watch.new Bytes());
        pipeline.addAfter(codec.name(), "bellwether.heads", watch.new Heads());
    }

    /** Of a request, what is awaited. */
    private enum Phase {
        BETWEEN,
        HEAD,
        BODY
    }

    private void begin(ChannelHandlerContext context) {
        alarm = context.executor().schedule(() -> tooSlow(context), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tooSlow(ChannelHandlerContext context) {
        meters.slowHead();
        LOG.atInfo()
                .addKeyValue("action", "head.too.slow")
                .addKeyValue("client", context.channel().remoteAddress())
                .log("connection closed: the head of a request did not arrive in time");
        var unused = context.close();
    }

    private void end() {
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    /** Before the codec: the first byte of a request. */
    private final class Bytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            boolean isFirst = phase == Phase.BETWEEN && message instanceof ByteBuf bytes && bytes.isReadable();
            if (isFirst) {
                phase = Phase.HEAD;
            }
            context.fireChannelRead(message);
            // Nearly always all of it came at once, and nothing is left to watch.
            if (isFirst && phase == Phase.HEAD) {
                begin(context);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            end();
            context.fireChannelInactive();
        }
    }

    /** After it: the head, and the end of the body, after which the next request may begin. */
    private final class Heads extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request) {
                end();
                phase = Phase.BODY;
                if (request.decoderResult().isFailure()) {
                    badHead(context, request.decoderResult().cause());
                }
            }
            if (message instanceof LastHttpContent) {
                phase = Phase.BETWEEN;
            }
            context.fireChannelRead(message);
        }

        private void badHead(ChannelHandlerContext context, Throwable cause) {
            meters.badHead();
            LOG.atInfo()
                    .addKeyValue("action", "head.malformed")
                    .addKeyValue("client", context.channel().remoteAddress())
                    .addKeyValue("cause", cause.getClass().getSimpleName())
                    .log("request refused: its head cannot be read");
        }
    }
}
