package dev.dpm.api;

import java.util.Optional;

/** Writes server-sent events (WHATWG HTML, section 9.2). */
final class ServerSent {

    /** A comment that shows proxies and the client that the connection is alive. */
    static final String HEARTBEAT = ":\n\n";
    static final String MEDIA_TYPE = "text/event-stream";

    private ServerSent() {
    }

    /** Sets how long a browser waits before it reconnects. */
    static String retry(int millis) {
        return "retry: " + millis + "\n\n";
    }

    /**
     * One event.
     *
     * @param id the id that the browser sends back when it reconnects; empty: the id stays the same
     */
    static String event(String name, String data, Optional<String> id) {
        StringBuilder text = new StringBuilder("event: ").append(name).append('\n');
        id.ifPresent(last -> text.append("id: ").append(last).append('\n'));
        // a carriage return alone ends a line, too
        data.replace("\r\n", "\n").replace('\r', '\n').lines()
                .forEach(line -> text.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            text.append("data:\n");
        }
        return text.append('\n').toString();
    }
}
