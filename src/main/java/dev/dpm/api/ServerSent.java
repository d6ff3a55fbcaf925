package dev.dpm.api;

import java.util.Optional;

/** Writes server-sent events (WHATWG HTML, section 9.2). */
final class ServerSent {

    /** A comment line that shows the client, and proxies on the way, that the connection still works. */
    static final String HEARTBEAT = ":\n\n";
    static final String MEDIA_TYPE = "text/event-stream";

    private ServerSent() {
    }

    /**
     * The line of a stream that sets how long a browser waits before it reconnects.
     *
     * @param millis the wait in milliseconds
     */
    static String retry(int millis) {
        return "retry: " + millis + "\n\n";
    }

    /**
     * Makes the text of one event.
     *
     * @param id the id that the browser sends back when it reconnects; if empty, the browser keeps the id of the
     *     previous event
     */
    static String event(String name, String data, Optional<String> id) {
        StringBuilder text = new StringBuilder("event: ").append(name).append('\n');
        id.ifPresent(last -> text.append("id: ").append(last).append('\n'));
        // in server-sent events, a carriage return alone also ends a line (WHATWG HTML, section 9.2)
        data.replace("\r\n", "\n").replace('\r', '\n').lines()
                .forEach(line -> text.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            text.append("data:\n");
        }
        return text.append('\n').toString();
    }
}
