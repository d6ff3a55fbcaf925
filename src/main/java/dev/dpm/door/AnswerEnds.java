package dev.dpm.door;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Tells a {@link Visit} when the server begins and ends an answer; placed in the pipeline where answers are still
 * messages, not bytes.
 */
final class AnswerEnds extends ChannelOutboundHandlerAdapter {

    private final Visit visit;

    AnswerEnds(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (visit.isTurnedAway()) {
            // the client already has the door's own answer; the server's answer to the request that was cut short is
            // dropped
            ReferenceCountUtil.release(message);
            promise.trySuccess();
            return;
        }
        boolean isInterim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (message instanceof HttpResponse response && !isInterim) {
            visit.answerBegins();
            if (visit.endsWithThisAnswer()) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        context.write(message, promise);
        if (message instanceof LastHttpContent && !isInterim) {
            visit.answerEnds();
        }
    }
}
