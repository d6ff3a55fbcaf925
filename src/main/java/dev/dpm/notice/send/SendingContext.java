package dev.dpm.notice.send;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.dpm.event.RunnerEvent;

/**
 * Everything that sending notices needs from outside.
 *
 * @param folder of the queues; empty: the home cannot be written
 * @param host this machine's name
 * @param environment the variables that may hold secrets
 * @param isWell whether a target runs as it should
 * @param note receives events
 * @param fault receives what the disk refuses, and (empty) that it works again
 */
public record SendingContext(Optional<Path> folder, Clock clock, String host, Map<String, String> environment,
        Predicate<String> isWell, Consumer<RunnerEvent> note, Consumer<Optional<String>> fault) {
}
