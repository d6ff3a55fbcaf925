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
 * Finds out whether the client of a request has closed its connection. Netty notices a closed connection only when it
 * reads the connection after the request's last byte. While the runner is stopped (SIGSTOP), the request and the end of
 * its connection wait in the kernel together; afterwards Netty passes on the request before it reads the end.
 */
public final class ClientPresence {

    /**
     * How long {@link #isGone} waits for a busy event loop. After this time, the method assumes that the client is
     * connected.
     */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private ClientPresence() {
    }

    /**
     * Whether the client has closed its connection. The method waits, at most a second, until the event loop has polled
     * its connections once more. On the event loop itself, the method does not wait and returns what Netty has noticed
     * so far.
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
     * Makes a future that says, after the event loop has polled its sockets once more, whether the connection is open.
     * A task on the event loop sets a very short timer: the task runs after a poll, so the timer runs after the next
     * poll at the earliest.
     */
    private static CompletableFuture<Boolean> look(Channel channel) {
        CompletableFuture<Boolean> isOpen = new CompletableFuture<>();
        EventLoop loop = channel.eventLoop();
        loop.execute(
                () -> loop.schedule(() -> isOpen.complete(channel.isActive()), 1, TimeUnit.NANOSECONDS));
        return isOpen;
    }
}
