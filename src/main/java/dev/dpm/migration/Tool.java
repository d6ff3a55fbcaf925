package dev.dpm.migration;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tools whose files can be imported, each with those defaults that differ from dpm-runner's. */
public enum Tool {
    SUPERVISORD("supervisord", List.of("restart: on-failure", "restart_interval: 1", "max_restarts: 3",
            "restart_window: 4", "stop_scope: main", "log_max_size: 50MiB", "log_keep: 10", "log_retention: 3650d")),
    PM2("PM2", List.of("restart_interval: 0", "max_restarts: 16", "restart_window: 17", "stop_signal: INT",
            "stop_grace: 1.6")),
    PROCFILE("a Procfile", List.of()),
    COMPOSE("docker compose", List.of("restart: never", "restart_interval: 0.1", "backoff_max: 60",
            "stop_scope: main")),
    SYSTEMD("systemd", List.of("restart: never", "restart_interval: 0.1", "backoff_factor: 1", "max_restarts: 4",
            "restart_window: 7.6", "stop_grace: 90"));

    private final String shown;
    private final Map<String, String> defaults = new LinkedHashMap<>();

    Tool(String shown, List<String> defaults) {
        this.shown = shown;
        // none of these tools limits CPU or memory by default
        List.of("cpu_threshold: off", "memory_threshold: off").forEach(this::add);
        defaults.forEach(this::add);
    }

    private void add(String line) {
        String[] pair = line.split(": ", 2);
        defaults.put(pair[0], pair[1]);
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String shown() {
        return shown;
    }

    /** The tool's defaults, as options of dpm-runner with values. */
    Map<String, String> defaults() {
        return Collections.unmodifiableMap(defaults);
    }

    public static Optional<Tool> byWord(String word) {
        return Arrays.stream(values()).filter(tool -> tool.word().equals(word)).findFirst();
    }

    public static String words() {
        return Arrays.stream(values()).map(Tool::word).collect(Collectors.joining(", "));
    }
}
