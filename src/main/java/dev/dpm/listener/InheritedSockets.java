package dev.dpm.listener;

import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listening sockets that were opened before the HTTP server started. The server continues with these sockets. Until then,
 * connections wait in the kernel's queue, so none is refused.
 */
public final class InheritedSockets {

    private static final Map<Integer, ServerSocketChannel> PORTS = new ConcurrentHashMap<>();

    private InheritedSockets() {
    }

    /**
     * Offers a listening socket to the HTTP server.
     * @param channel the socket: bound, non-blocking, without a selector
     */
    public static void offer(int port, ServerSocketChannel channel) {
        PORTS.put(port, channel);
    }

    /** Takes the socket of a port, which then belongs to the caller. Empty: no socket was offered for this port. */
    static Optional<ServerSocketChannel> take(int port) {
        return Optional.ofNullable(PORTS.remove(port));
    }

    /** Removes all sockets that the HTTP server has not taken. They belong to the caller again. */
    public static void withdraw() {
        PORTS.clear();
    }
}
