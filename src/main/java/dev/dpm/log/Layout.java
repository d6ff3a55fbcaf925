package dev.dpm.log;

import java.nio.charset.StandardCharsets;

import dev.dpm.config.RunnerSpec.LogFormat;

/** Formats lines of the log. */
interface Layout {

    /** The log line as text without line breaks; its final newline is not included. */
    String render(LogLine line);

    /** The log line as bytes, with its final newline. */
    default byte[] bytes(LogLine line) {
        return (render(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static Layout of(LogFormat format) {
        return format == LogFormat.JSON ? new JsonLayout() : new TextLayout();
    }
}
