package dev.dpm.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.dpm.config.RunnerSpec.LogLevel;

/**
 * One entry of the log before it is formatted.
 *
 * @param logger the logger's name
 * @param keys the context in the order written: target, pid, incarnation, phase, reason, figures
 * @param thrown the stack trace of the exception, lines separated by newlines
 */
record LogLine(Instant time, LogLevel level, String logger, String message, Map<String, Object> keys,
        Optional<String> thrown) {

    LogLine {
        keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }
}
