package dev.dpm.door;

import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports that were listened on before the web part came up. The web part goes on with the very same sockets, so that whoever
 * came first waits in the kernel's queue and is served: nobody is refused, and nobody's address is hidden by a relay.
 */
public final class HandedPorts {

    private static final Map<Integer, ServerSocketChannel> PORTS = new ConcurrentHashMap<>();

    private HandedPorts() {
    }

    /** @param channel bound, not blocking, and with no selector any more */
    public static void offer(int port, ServerSocketChannel channel) {
        PORTS.put(port, channel);
    }

    /** Whoever gets it owns it. */
    static Optional<ServerSocketChannel> take(int port) {
        return Optional.ofNullable(PORTS.remove(port));
    }

    /** Nobody wants them any more. */
    public static void withdraw() {
        PORTS.clear();
    }
}
