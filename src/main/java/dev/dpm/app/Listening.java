package dev.dpm.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jboss.logging.Logger;

import dev.dpm.listener.InheritedSockets;
import dev.dpm.listener.TlsPort;

final class Listening implements AutoCloseable {

    /**
     * The largest number of connections that the kernel queues for each port (listen(2)). The kernel lowers it to
     * net.core.somaxconn.
     */
    private static final int BACKLOG = 1_024;

    private static final Logger LOG = Logger.getLogger(Listening.class);
    private static final String EVERYWHERE = "0.0.0.0";

    private final Map<Integer, ServerSocketChannel> channels = new LinkedHashMap<>();

    private Listening() {
    }

    static Listening on(Addresses addresses) throws IOException {
        Listening listening = new Listening();
        try {
            listening.bind(addresses.host(), addresses.port());
            listening.bind(addresses.managementHost(), addresses.managementPort());
        } catch (IOException e) {
            listening.close();
            throw e;
        }
        TlsPort.current().ifPresent(encrypted -> {
            try {
                listening.bind(EVERYWHERE, encrypted.number());
            } catch (IOException e) {
                // no failure yet: the web server tries to open that port itself, and reports the reason
                LOG.debugf("cannot listen yet port=%d reason=%s", encrypted.number(), e.getMessage());
            }
        });
        return listening;
    }

    private void bind(String host, int port) throws IOException {
        channels.put(port, bound(host, port));
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

    void awaitSomebody() throws IOException, InterruptedException {
        try (Selector selector = Selector.open()) {
            for (ServerSocketChannel channel : channels.values()) {
                channel.register(selector, SelectionKey.OP_ACCEPT);
            }
            while (selector.select() == 0) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the runner ends");
                }
            }
        }
    }

    void handOver() {
        channels.forEach(InheritedSockets::offer);
    }

    @Override
    public void close() throws IOException {
        InheritedSockets.withdraw();
        for (ServerSocketChannel channel : channels.values()) {
            channel.close();
        }
    }
}
