package dev.dpm.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.RunnerSpec.LogLevel;

/**
 * A line of the runner's log before it is formatted.
 * @param keys the context: target, pid, incarnation, phase, reason, figures
 * @param thrown an exception, whose stack trace is written
 */
record LogLine(Instant time, LogLevel level, String logger, String message, Map<String, Object> keys,
        Optional<String> thrown) {

    LogLine {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }
}
