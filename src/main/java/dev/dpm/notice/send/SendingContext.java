package dev.dpm.notice.send;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.dpm.event.RunnerEvent;

/**
 * What the sending of notices gets from other parts of the runner.
 *
 * @param folder the folder of the receivers' queues; empty if the runner's home folder is not writable
 * @param host this machine's name
 * @param environment the environment variables that may contain secrets
 * @param isWell returns whether a target runs normally
 * @param note adds an event to the journal
 * @param fault receives the reason when the disk refuses writes, and an empty value when it works again
 */
public record SendingContext(Optional<Path> folder, Clock clock, String host, Map<String, String> environment,
        Predicate<String> isWell, Consumer<RunnerEvent> note, Consumer<Optional<String>> fault) {
}
