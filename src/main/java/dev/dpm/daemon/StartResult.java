package dev.dpm.daemon;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a daemon's first request.
 *
 * @param sentence the result in a sentence for people
 * @param incarnations the number of the launch of each target, in the order of the launches
 */
public record StartResult(Outcome outcome, String sentence, Map<String, Long> incarnations) {

    public enum Outcome {
        DONE, ALREADY, REFUSED, INVALID, UNKNOWN
    }

    public StartResult {
        incarnations = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(incarnations));
    }

    /**
     * The launch numbers by target as text, {@code web=1,api=3}, for the daemon's record and the header {@code Dpm-Started}.
     */
    public static String format(Map<String, Long> incarnations) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Long> entry : incarnations.entrySet()) {
            text.append(text.length() == 0 ? "" : ",").append(entry.getKey()).append('=').append(entry.getValue());
        }
        return text.toString();
    }

    /** Parses the text that {@link #format} makes. Malformed parts are left out. */
    public static Map<String, Long> parse(String text) {
        Map<String, Long> incarnations = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(equals + 1).strip().matches("[0-9]{1,18}")) {
                incarnations.put(part.substring(0, equals).strip(), Long.parseLong(part.substring(equals + 1).strip()));
            }
        }
        return incarnations;
    }
}
