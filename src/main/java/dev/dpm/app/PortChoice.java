package dev.dpm.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/** Checks whether an address can be listened on, before anything depends on it. */
final class PortChoice {

    private static final int TRIES = 100;

    private PortChoice() {
    }

    /** Why this address cannot be listened on; empty where it can. Port 0 always can, on an address of this machine. */
    static Optional<String> hindrance(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Optional.empty();
        } catch (IOException | SecurityException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** A free port: this one or one of the next hundred, but not {@code taken}. */
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
