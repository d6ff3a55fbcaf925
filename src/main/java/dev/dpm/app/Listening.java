package dev.dpm.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

import dev.dpm.door.HandedPorts;

/**
 * Listens on both ports without the web part. No connection is accepted here: connections wait in the kernel's queues,
 * which bound their number and bytes, until the web part takes over the same sockets.
 */
final class Listening implements AutoCloseable {

    /**
     * The largest number of connections that wait for the web part on each port; the kernel limits this to
     * net.core.somaxconn.
     */
    private static final int BACKLOG = 1_024;

    private final Addresses addresses;
    private final ServerSocketChannel console;
    private final ServerSocketChannel management;

    private Listening(Addresses addresses, ServerSocketChannel console, ServerSocketChannel management) {
        this.addresses = addresses;
        this.console = console;
        this.management = management;
    }

    static Listening on(Addresses addresses) throws IOException {
        ServerSocketChannel console = bound(addresses.host(), addresses.port());
        try {
            return new Listening(addresses, console, bound(addresses.managementHost(), addresses.managementPort()));
        } catch (IOException e) {
            console.close();
            throw e;
        }
    }

    private static ServerSocketChannel bound(String host, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
            channel.configureBlocking(false);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits until a client has connected to one of the ports. */
    void awaitSomebody() throws IOException, InterruptedException {
        try (Selector selector = Selector.open()) {
            for (ServerSocketChannel channel : List.of(console, management)) {
                channel.register(selector, SelectionKey.OP_ACCEPT);
            }
            while (selector.select() == 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the runner ends");
                }
            }
        }
    }

    /** Hands both sockets over to the web part. */
    void handOver() {
        HandedPorts.offer(addresses.port(), console);
        HandedPorts.offer(addresses.managementPort(), management);
    }

    /** Closes the sockets and the connections that wait. */
    @Override
    public void close() throws IOException {
        HandedPorts.withdraw();
        try {
            console.close();
        } finally {
            management.close();
        }
    }
}
