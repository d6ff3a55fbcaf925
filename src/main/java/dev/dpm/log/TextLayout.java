package dev.dpm.log;

import java.util.List;
import java.util.Map;

/** Formats a log line as text: {@code 2026-11-22T21:46:02.123Z INFO web: is running as process 456 pid=456 incarnation=3}. */
final class TextLayout implements Layout {

    private static final List<String> SHOWN = List.of("pid", "incarnation", "phase", "reason");

    @Override
    public String render(LogLine line) {
        StringBuilder text = new StringBuilder(160);
        text.append(Stamp.of(line.time())).append(' ').append(line.level());
        text.append(" ".repeat(6 - line.level().name().length()));
        text.append(escape(origin(line))).append(escape(line.message()));
        SHOWN.forEach(key -> addKey(text, key, line));
        line.thrown().ifPresent(trace -> text.append(" exception=").append(value(trace)));
        return text.toString();
    }

    private static String origin(LogLine line) {
        Object target = line.keys().get("target");
        if (target != null) {
            return target + ": ";
        }
        return line.logger().startsWith("dev.dpm") ? "" : line.logger() + ": ";
    }

    private static void addKey(StringBuilder text, String key, LogLine line) {
        Map<String, Object> keys = line.keys();
        Object value = keys.get(key);
        // a reason that the message already contains is left out
        if (value == null || key.equals("reason") && line.message().contains(value.toString())) {
            return;
        }
        text.append(' ').append(key).append('=').append(value(value.toString()));
    }

    private static String value(String plain) {
        boolean isWord = !plain.isEmpty() && plain.chars().noneMatch(c -> c == ' ' || c == '"' || c == '=');
        return isWord ? escape(plain) : '"' + escape(plain.replace("\"", "\\\"")) + '"';
    }

    /** Escapes control characters, so that the text stays on one line and cannot control a terminal. */
    static String escape(String plain) {
        StringBuilder safe = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        safe.append(String.format("\\u%04x", (int) c));
                    } else {
                        safe.append(c);
                    }
                }
            }
        }
        return safe.toString();
    }
}
