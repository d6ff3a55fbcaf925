package dev.dpm.process;

import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;

/**
 * Writes keys and values in the format of {@link Properties}. {@link Properties#store} is not used, since it also writes
 * the date, and formatting a date would delay the start of the runner by 30 ms.
 */
public final class KeyLines {

    private KeyLines() {
    }

    /**
     * The keys and values as text, in the order of the map. {@link Properties#load} reads the same keys and values
     * from this text.
     */
    public static String of(Map<String, String> keys) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> key : keys.entrySet()) {
            escape(text, key.getKey(), true);
            text.append('=');
            escape(text, key.getValue(), false);
            text.append('\n');
        }
        return text.toString();
    }

    private static void escape(StringBuilder text, String plain, boolean isKey) {
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == ' ' ? isKey || i == 0 : "\\=:#!".indexOf(c) >= 0) {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append("\\u").append(HexFormat.of().withUpperCase().toHexDigits(c));
            } else {
                text.append(c);
            }
        }
    }
}
