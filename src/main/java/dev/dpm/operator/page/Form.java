package dev.dpm.operator.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

final class Form {

    private static final int MOST_FIELDS = 16;

    private Form() {
    }

    /**
     * Parses the fields of a form. If a name occurs several times, the first value is used. A field that cannot be
     * decoded is left out.
     */
    static Map<String, String> read(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&", MOST_FIELDS)) {
            int equals = pair.indexOf('=');
            try {
                fields.putIfAbsent(decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                // the field contains a percent sign without two hexadecimal digits; browsers do not send such a field
                continue;
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
