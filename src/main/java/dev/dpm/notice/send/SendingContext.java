package dev.dpm.notice.send;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.dpm.event.RunnerEvent;

/**
 * The facts and functions that the package needs for sending notices.
 *
 * @param folder the folder of the queues; empty: the home cannot be written
 * @param host this machine's name
 * @param environment the variables that may hold secrets
 * @param isWell tells whether a target runs normally
 * @param note receives events for the journal
 * @param fault receives the reason why the disk refuses, and an empty value when the disk works again
 */
public record SendingContext(Optional<Path> folder, Clock clock, String host, Map<String, String> environment,
        Predicate<String> isWell, Consumer<RunnerEvent> note, Consumer<Optional<String>> fault) {
}
