package dev.dpm.view;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One recorded event as every face shows it.
 *
 * @param severity DEBUG INFO WARNING ERROR
 * @param details further keys of the JSON object, snake_case
 */
public record EventView(long sequence, Instant time, String type, Optional<String> target, Optional<Long> pid,
        String severity, String message, Map<String, Object> details) {
}
