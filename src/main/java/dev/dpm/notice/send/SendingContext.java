package dev.dpm.notice.send;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.dpm.event.RunnerEvent;

/**
 * The facts and connections that sending notices needs from outside.
 *
 * @param folder the folder of the queues; empty: the home cannot be written
 * @param host this machine's name
 * @param environment the variables that may hold secrets
 * @param isWell whether a target runs normally
 * @param note receives events
 * @param fault receives why the disk refuses, and an empty value when the disk works again
 */
public record SendingContext(Optional<Path> folder, Clock clock, String host, Map<String, String> environment,
        Predicate<String> isWell, Consumer<RunnerEvent> note, Consumer<Optional<String>> fault) {
}
