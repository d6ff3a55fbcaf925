package dev.dpm.api;

import java.util.Optional;

/** The text of server-sent events (WHATWG HTML, section 9.2). */
final class ServerSent {

    /** Keeps proxies and the other side from taking silence for death. */
    static final String HEARTBEAT = ":\n\n";
    static final String MEDIA_TYPE = "text/event-stream";

    private ServerSent() {
    }

    /** How long a browser waits before it connects again. */
    static String retry(int millis) {
        return "retry: " + millis + "\n\n";
    }

    /** @param id what the browser names when it connects again; empty: unchanged */
    static String event(String name, String data, Optional<String> id) {
        StringBuilder text = new StringBuilder("event: ").append(name).append('\n');
        id.ifPresent(last -> text.append("id: ").append(last).append('\n'));
        // a carriage return would end a line too
        data.replace("\r\n", "\n").replace('\r', '\n').lines()
                .forEach(line -> text.append("data: ").append(line).append('\n'));
        if (data.isEmpty()) {
            text.append("data:\n");
        }
        return text.append('\n').toString();
    }
}
