package dev.dpm.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.RunnerSpec.LogLevel;

/**
 * @param keys the context: target, pid, incarnation, phase, reason, figures
 * @param thrown a stack trace
 */
record LogLine(Instant time, LogLevel level, String logger, String message, Map<String, Object> keys,
        Optional<String> thrown) {

    LogLine {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }
}
