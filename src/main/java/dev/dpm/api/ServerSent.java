package dev.dpm.api;

import java.util.Optional;

final class ServerSent {

    /** A comment line of a stream, by which the client sees that the connection works. */
    static final String HEARTBEAT = ":\n\n";
    static final String MEDIA_TYPE = "text/event-stream";

    private ServerSent() {
    }

    /**
     * The field of a stream that sets the delay before a browser reconnects.
     * @param millis the delay in milliseconds
     */
    static String retry(int millis) {
        return "retry: " + millis + "\n\n";
    }

    /**
     * A server-sent event.
     * @param id the id that a browser sends when it reconnects; empty: the previous id stays
     */
    static String event(String name, String data, Optional<String> id) {
        StringBuilder text = new StringBuilder("event: ").append(name).append('\n');
        id.ifPresent(last -> text.append("id: ").append(last).append('\n'));
        // a carriage return alone also ends a line of a stream (WHATWG HTML, section 9.2)
        data.replace("\r\n", "\n").replace('\r', '\n').lines()
                .forEach(line -> text.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            text.append("data:\n");
        }
        return text.append('\n').toString();
    }
}
