package dev.dpm.notice.send;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.dpm.event.RunnerEvent;

/**
 * All that notices need of the world.
 *
 * @param folder of the queues; empty: the home cannot be written
 * @param host this machine's name
 * @param environment in which secrets may be kept
 * @param isWell whether a target runs as it should
 * @param note takes an event
 * @param fault is told what the disk refuses, and (empty) that it does no more
 */
public record SendingContext(Optional<Path> folder, Clock clock, String host, Map<String, String> environment,
        Predicate<String> isWell, Consumer<RunnerEvent> note, Consumer<Optional<String>> fault) {
}
