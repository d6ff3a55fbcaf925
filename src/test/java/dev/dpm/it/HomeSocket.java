package dev.dpm.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Sends requests to a daemon at the socket in its home folder, as commands do. A test that only needs the state of a
 * daemon thus starts no JVM for a command, and the daemon need not start its HTTP server.
 */
record HomeSocket(Path home) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String BLANK_LINE = "\r\n\r\n";

    /**
     * Gets a resource of the API.
     *
     * @param path after {@code /api/v1/}, encoded
     * @throws IOException if no daemon listens, or if the daemon does not answer
     */
    Product.Http get(String path, String accept) throws IOException {
        ByteBuffer request = StandardCharsets.US_ASCII.encode("GET /api/v1/" + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Accept: " + accept + "\r\nContent-Length: 0" + BLANK_LINE);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("dpm.sock")))) {
            while (request.hasRemaining()) {
                channel.write(request);
            }
            return answer(all(channel));
        }
    }

    /** Reads until the daemon closes the connection, which it does after its answer. */
    private static String all(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(16 << 10);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (selector.select(PATIENCE.toMillis()) > 0) {
                selector.selectedKeys().clear();
                if (channel.read(some) < 0) {
                    return all.toString(StandardCharsets.UTF_8);
                }
                all.write(some.array(), 0, some.position());
                some.clear();
            }
        }
        throw new SocketTimeoutException("no answer within " + PATIENCE.toSeconds() + " s");
    }

    private static Product.Http answer(String text) throws IOException {
        int end = text.indexOf(BLANK_LINE);
        if (end < 0) {
            throw new IOException("the answer was cut short: " + text);
        }
        return new Product.Http(Integer.parseInt(text.split(" ", 3)[1]), text.substring(end + BLANK_LINE.length()));
    }
}
