package dev.dpm.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads a stream of server-sent events on a thread of its own, as a browser does. */
public final class EventSource implements AutoCloseable {

    /** One server-sent event as it was received. */
    public record Message(String event, String id, String data) {
    }

    private final Socket socket;
    private final BufferedReader in;
    private final String head;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private EventSource(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder lines = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.append(line).append('\n');
        }
        this.head = lines.toString();
    }

    /** Opens a stream, and waits for the head of the answer. */
    public static EventSource open(URI base, String path, String... headerLines) {
        try {
            Socket socket = new Socket(base.getHost(), base.getPort());
            List<String> request = new ArrayList<>(
                    List.of("GET " + path + " HTTP/1.1", "Host: " + base.getAuthority()));
            request.addAll(List.of(headerLines));
            socket.getOutputStream()
                    .write((String.join("\r\n", request) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            EventSource source = new EventSource(socket);
            Thread reader = new Thread(source::read, "event-source");
            reader.setDaemon(true);
            reader.start();
            return source;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the stream. Chunk sizes have lines of their own, and no field of an event looks like such a line. */
    private void read() {
        String event = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("0")) {
                    break; // the last chunk has size 0 (RFC 9112, section 7.1)
                } else if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data:")) {
                    data.append(data.isEmpty() ? "" : "\n").append(line.substring("data:".length()).strip());
                } else if (line.isEmpty() && !event.isEmpty()) {
                    messages.add(new Message(event, id, data.toString()));
                    event = "";
                    data.setLength(0);
                }
            }
        } catch (IOException closed) {
            // no failure, since the test or the server has closed the connection
        }
        ended = true;
    }

    public int status() {
        return head.isEmpty() ? 0 : Integer.parseInt(head.split(" ")[1]);
    }

    /** The status line and the header lines of the answer. */
    public String head() {
        return head;
    }

    public List<Message> messages() {
        return List.copyOf(messages);
    }

    /** The data of all received events of one kind, in order. */
    public List<String> data(String event) {
        return messages.stream().filter(message -> message.event().equals(event)).map(Message::data).toList();
    }

    /** Whether the server has closed the stream. */
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
