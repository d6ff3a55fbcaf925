package dev.dpm.command;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to a client's request.
 * @param type the media type without a charset; the charset is UTF-8
 * @param headers further headers besides the content type
 */
public record CommandAnswer(String type, String body, Map<String, String> headers) {

    public static final String TEXT = "text/plain";
    public static final String JSON = "application/json";
    public static final String JSON_LINES = "application/x-ndjson";

    public CommandAnswer {
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    static CommandAnswer text(String body) {
        return new CommandAnswer(TEXT, body, Map.of());
    }

    static CommandAnswer json(String body) {
        return new CommandAnswer(JSON, body, Map.of());
    }

    CommandAnswer with(String header, Object value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, String.valueOf(value));
        return new CommandAnswer(type, body, more);
    }
}
