package dev.dpm.notice.send;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads the first bytes of an HTTP response, and then closes the connection. */
final class FirstBytes implements HttpResponse.BodySubscriber<String> {

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteBuffer bytes;
    private Flow.Subscription subscription;

    FirstBytes(int most) {
        this.bytes = ByteBuffer.allocate(most);
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> blocks) {
        for (ByteBuffer block : blocks) {
            int fits = Math.min(block.remaining(), bytes.remaining());
            bytes.put(block.slice(block.position(), fits));
        }
        if (bytes.hasRemaining()) {
            subscription.request(1);
        } else {
            subscription.cancel();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable trouble) {
        text.completeExceptionally(trouble);
    }

    @Override
    public void onComplete() {
        text.complete(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    }
}
