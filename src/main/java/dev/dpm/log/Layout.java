package dev.dpm.log;

import java.nio.charset.StandardCharsets;

import dev.dpm.config.RunnerSpec.LogFormat;

/** Formats lines of the log. */
interface Layout {

    /** Without line breaks. */
    String render(LogLine line);

    /** With the final newline. */
    default byte[] bytes(LogLine line) {
        return (render(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static Layout of(LogFormat format) {
        return format == LogFormat.JSON ? new JsonLayout() : new TextLayout();
    }
}
