package dev.dpm.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Checks whether a server can listen on an address. */
final class PortChoice {

    private static final int TRIES = 100;

    private PortChoice() {
    }

    /** Why no server can listen on this address; empty: a server can. With port 0, only the host is checked. */
    static Optional<String> hindrance(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Optional.empty();
        } catch (IOException | SecurityException e) {
            return Optional.of(e.getMessage());
        }
    }

    static Optional<Integer> freeFrom(String host, int port, int taken) {
        if (port == 0) {
            return any(host);
        }
        for (int candidate = port; candidate < Math.min(65536, port + TRIES); candidate++) {
            if (candidate != taken && hindrance(host, candidate).isEmpty()) {
                return Optional.of(candidate);
            }
        }
        return any(host);
    }

    private static Optional<Integer> any(String host) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
            return Optional.of(socket.getLocalPort());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
