package dev.dpm.listener;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Finds out whether a client has closed its connection. Netty notices this only when it reads from the connection again. After
 * the runner was stopped by SIGSTOP, it handles a received request before that read.
 */
public final class ClientPresence {

    /** How long {@link #isGone} waits for a busy event loop. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private ClientPresence() {
    }

    /**
     * Whether the client has closed its connection. The method waits for the event loop's next poll, unless it is called on the
     * event loop itself.
     */
    public static boolean isGone(HttpConnection connection) {
        return connection instanceof ConnectionBase base && isGone(base.channel());
    }

    static boolean isGone(Channel channel) {
        if (!channel.isActive() || channel.eventLoop().inEventLoop()) {
            return !channel.isActive();
        }
        try {
            return !look(channel).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /**
     * Whether the connection is open after the event loop's next poll: a task on the event loop sets a very short timer, which
     * runs after a poll.
     */
    private static CompletableFuture<Boolean> look(Channel channel) {
        CompletableFuture<Boolean> isOpen = new CompletableFuture<>();
        EventLoop loop = channel.eventLoop();
        loop.execute(
                () -> loop.schedule(() -> isOpen.complete(channel.isActive()), 1, TimeUnit.NANOSECONDS));
        return isOpen;
    }
}
