package dev.dpm.log;

import java.nio.charset.StandardCharsets;

import dev.dpm.config.RunnerSpec.LogFormat;

interface Layout {

    String render(LogLine line);

    default byte[] bytes(LogLine line) {
        return (render(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static Layout of(LogFormat format) {
        return format == LogFormat.JSON ? new JsonLayout() : new TextLayout();
    }
}
