package dev.dpm.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Sends a limited amount of hostile traffic to a port, and counts the bytes sent and the answers. */
final class Flood implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PIECE = 64 * 1024;
    private static final int SMALL_BUFFER = 4 * 1024;

    private final InetSocketAddress port;
    private final String host;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final List<Closeable> hanging = new ArrayList<>();

    Flood(String address) {
        URI uri = URI.create(address);
        port = new InetSocketAddress(uri.getHost(), uri.getPort());
        host = uri.getAuthority();
    }

    long requests() {
        return requests.get();
    }

    /** The number of bytes that the server's kernel accepted. */
    long bytes() {
        return bytes.get();
    }

    /**
     * Sends requests in parallel, each with a body that repeats a text up to a size; returns their HTTP status codes, 0
     * for a request without an answer.
     */
    List<Integer> bodies(int atOnce, String path, String headers, String text, long size, boolean chunked) {
        ExecutorService pool = Executors.newFixedThreadPool(atOnce);
        try {
            List<CompletableFuture<Integer>> all = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                all.add(CompletableFuture.supplyAsync(() -> body(path, headers, text, size, chunked), pool));
            }
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private int body(String path, String headers, String text, long size, boolean chunked) {
        requests.incrementAndGet();
        byte[] piece = text.repeat(PIECE / text.length()).getBytes(StandardCharsets.ISO_8859_1);
        try (Socket socket = connect()) {
            send(socket, ("POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers
                    + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + size) + "\r\n\r\n").getBytes(
                            StandardCharsets.ISO_8859_1));
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> status(socket));
            try {
                for (long sent = 0; sent < size && !answer.isDone();) {
                    byte[] next = Arrays.copyOf(piece, (int) Math.min(piece.length, size - sent));
                    send(socket, chunked ? chunk(next) : next);
                    sent += next.length;
                }
            } catch (IOException cutOff) {
                // the server closed the connection; if it sent an answer before, the answer contains the reason
            }
            return answer.join();
        } catch (IOException refused) {
            return 0;
        }
    }

    private static byte[] chunk(byte[] data) {
        byte[] size = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] chunk = Arrays.copyOf(size, size.length + data.length + 2);
        System.arraycopy(data, 0, chunk, size.length, data.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }

    /**
     * Opens connections and sends an incomplete head on each; the connections stay open until this object is closed.
     */
    void halfHeads(int count, int size) {
        byte[] half = ("GET /q/health HTTP/1.1\r\nHost: " + host + "\r\nX-A: " + "a".repeat(size))
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < count; i++) {
            requests.incrementAndGet();
            try {
                Socket socket = connect();
                hanging.add(socket);
                send(socket, half);
            } catch (IOException cutOff) {
                // the server closed the connection to make room for another
            }
        }
    }

    /** Sends requests whose answers nobody reads; the connections stay open until this object is closed. */
    void deafReaders(int count, String path, String headers) {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < count; i++) {
            requests.incrementAndGet();
            try {
                Socket socket = new Socket();
                hanging.add(socket);
                socket.setReceiveBufferSize(SMALL_BUFFER);
                socket.connect(port, PATIENCE_MILLIS);
                send(socket, request);
            } catch (IOException cutOff) {
                // the server closed the connection to make room for another
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(port, PATIENCE_MILLIS);
        return socket;
    }

    private void send(Socket socket, byte[] what) throws IOException {
        socket.getOutputStream().write(what);
        bytes.addAndGet(what.length);
    }

    private static int status(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            byte[] line = in.readNBytes("HTTP/1.1 000".length());
            return line.length == 12 ? Integer.parseInt(new String(line, 9, 3, StandardCharsets.ISO_8859_1)) : 0;
        } catch (IOException cutOff) {
            return 0;
        }
    }

    @Override
    public void close() {
        for (Closeable socket : hanging) {
            try {
                socket.close();
            } catch (IOException gone) {
                // the server has already closed the connection
            }
        }
        hanging.clear();
    }
}
