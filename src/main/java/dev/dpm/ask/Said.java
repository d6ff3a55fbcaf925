package dev.dpm.ask;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer to a request.
 *
 * @param type the media type of the body, without its charset, which is UTF-8
 * @param headers header fields of the answer besides the content type
 */
public record Said(String type, String body, Map<String, String> headers) {

    public static final String TEXT = "text/plain";
    public static final String JSON = "application/json";
    public static final String JSON_LINES = "application/x-ndjson";

    public Said {
        headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    static Said text(String body) {
        return new Said(TEXT, body, Map.of());
    }

    static Said json(String body) {
        return new Said(JSON, body, Map.of());
    }

    Said with(String header, Object value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, String.valueOf(value));
        return new Said(type, body, more);
    }
}
