package dev.dpm.cli.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import dev.dpm.cli.call.DaemonClient.HttpAnswer;
import dev.dpm.cli.call.DaemonClient.Transport;

/**
 * Sends requests to a daemon through the Unix socket in the home folder, which works without the web server. File permissions
 * protect the socket, so no token is sent.
 */
record SocketTransport(Path socket) implements Transport {

    private static final int BUFFER = 16 << 10;
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    /** Whether a daemon listens at the socket. After a daemon was killed, its socket file remains, but nothing listens. */
    boolean isOpen() {
        if (!Files.exists(socket)) {
            return false;
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
            return true;
        } catch (IOException | UnsupportedOperationException refused) {
            return false;
        }
    }

    @Override
    public String words() {
        return "socket " + socket;
    }

    @Override
    public HttpAnswer exchange(Question question) throws IOException {
        byte[] form = question.form().getBytes(StandardCharsets.UTF_8);
        byte[] head = (question.method() + " /api/v1/" + question.path() + " HTTP/1.1\r\nHost: localhost\r\nAccept: "
                + question.accept() + "\r\nContent-Length: " + form.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            ByteBuffer request = ByteBuffer.allocate(head.length + form.length).put(head).put(form).flip();
            try {
                while (request.hasRemaining()) {
                    channel.write(request);
                }
            } catch (IOException refused) {
                // the daemon has closed the connection before the whole request was sent; its answer says why
                return answer(all(channel));
            }
            return answer(all(channel));
        }
    }

    /**
     * Reads the daemon's whole answer. A reset of the connection also ends the reading; the length in the answer's header shows
     * whether the answer is complete.
     */
    private static byte[] all(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(BUFFER);
        try {
            while (channel.read(some) >= 0) {
                all.write(some.array(), 0, some.position());
                some.clear();
            }
        } catch (IOException reset) {
            if (all.size() == 0) {
                throw reset;
            }
        }
        return all.toByteArray();
    }

    private static HttpAnswer answer(byte[] bytes) throws IOException {
        int end = 0;
        while (end <= bytes.length - BLANK_LINE.length
                && !Arrays.equals(bytes, end, end + BLANK_LINE.length, BLANK_LINE, 0, BLANK_LINE.length)) {
            end++;
        }
        String[] lines = new String(bytes, 0, Math.min(end, bytes.length), StandardCharsets.ISO_8859_1).split("\r\n",
                -1);
        if (end > bytes.length - BLANK_LINE.length || !lines[0].matches("HTTP/1\\.1 [0-9]{3} .*")) {
            throw new IOException("the answer was cut short");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            String[] parts = line.split(": ", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length == 1 ? "" : parts[1]);
        }
        byte[] body = Arrays.copyOfRange(bytes, end + BLANK_LINE.length, bytes.length);
        String length = headers.getOrDefault("content-length", "");
        if (!length.equals(Integer.toString(body.length))) {
            throw new IOException("the answer was cut short");
        }
        return new HttpAnswer(Integer.parseInt(lines[0].split(" ", -1)[1]), HttpAnswer.text(body), headers);
    }
}
