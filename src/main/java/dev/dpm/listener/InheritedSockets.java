package dev.dpm.listener;

import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The listening sockets that the runner opened before its HTTP server started. The server continues with the same
 * sockets: a connection that a client makes before the server runs waits in the kernel's queue until the server accepts
 * the connection. So no connection is refused, and no relay hides a client's address.
 */
public final class InheritedSockets {

    private static final Map<Integer, ServerSocketChannel> PORTS = new ConcurrentHashMap<>();

    private InheritedSockets() {
    }

    /**
     * Offers the listening socket of a port to the HTTP server.
     *
     * @param channel bound, non-blocking, and no longer registered with a selector
     */
    public static void offer(int port, ServerSocketChannel channel) {
        PORTS.put(port, channel);
    }

    /**
     * Removes and returns the socket that was offered for a port; the caller then owns the socket. Empty if no socket
     * was offered.
     */
    static Optional<ServerSocketChannel> take(int port) {
        return Optional.ofNullable(PORTS.remove(port));
    }

    /** Removes all sockets that the HTTP server has not taken; the caller still owns them. */
    public static void withdraw() {
        PORTS.clear();
    }
}
