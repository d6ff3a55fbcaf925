package dev.dpm.door;

import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sockets that were already listening before the web part started. The web part continues with the same sockets:
 * earlier connections wait in the kernel's queue and are served, no connection is refused, and no relay hides a
 * client's address.
 */
public final class HandedPorts {

    private static final Map<Integer, ServerSocketChannel> PORTS = new ConcurrentHashMap<>();

    private HandedPorts() {
    }

    /**
     * Hands over a port's socket.
     *
     * @param channel bound, non-blocking, and registered with no selector any more
     */
    public static void offer(int port, ServerSocketChannel channel) {
        PORTS.put(port, channel);
    }

    /** Takes a port's socket; from then on the caller owns the socket. */
    static Optional<ServerSocketChannel> take(int port) {
        return Optional.ofNullable(PORTS.remove(port));
    }

    /** Drops sockets that are no longer wanted. */
    public static void withdraw() {
        PORTS.clear();
    }
}
