package dev.dpm.listener;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/** Tells a {@link ClientConnection} when an answer of the HTTP server begins and ends. */
final class ResponseTracker extends ChannelOutboundHandlerAdapter {

    private final ClientConnection connection;

    ResponseTracker(ClientConnection connection) {
        this.connection = connection;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (connection.isRefused()) {
            // the server's answer is dropped, since the client has already got a refusal
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
        boolean isInterim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof HttpResponse response && !isInterim) {
            connection.answerBegins();
            if (connection.endsWithThisAnswer()) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        context.write(message, promise);
        if (message instanceof LastHttpContent && !isInterim) {
            connection.answerEnds();
        }
    }
}
