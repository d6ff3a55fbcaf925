package dev.dpm.notice.send;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.dpm.event.RunnerEvent;

/**
 * What the sending of notices uses.
 * @param folder the folder of the queues; empty: the home folder cannot be written
 * @param host the name of this machine
 * @param environment the environment variables, which may contain secrets
 * @param isWell tells whether a target runs normally
 * @param note adds an event to the journal
 * @param fault receives the reason when the disk refuses writes; empty: writing works again
 */
public record SendingContext(Optional<Path> folder, Clock clock, String host, Map<String, String> environment,
        Predicate<String> isWell, Consumer<RunnerEvent> note, Consumer<Optional<String>> fault) {
}
