package io.bellwether.gateway.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Reads on from a connection once an answer is out. The library reads on by itself, but forgets it where the next request came
 * before it was done with the last one (reactor-netty, issue 4361, up to 1.3.7): the request after that is never read, and its
 * client waits in vain, one in some hundred requests of a client that keeps its connection. To be told twice does no harm.
 */
final class ReadOn extends ChannelOutboundHandlerAdapter {

    /** For this connection from now on. */
    static void on(ChannelPipeline pipeline) {
        ChannelHandlerContext codec = pipeline.context(HttpServerCodec.class);
        if (codec != null) {
            pipeline.addAfter(codec.name(), "bellwether.read-on", new ReadOn());
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof LastHttpContent)) {
            var unused = context.write(message, promise);
            return;
        }
        ChannelPromise told = promise.unvoid();
        told.addListener(written -> context.executor().execute(context.channel()::read));
        var unused = context.write(message, told);
    }
}
