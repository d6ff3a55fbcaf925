package dev.dpm.incident.store;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.dpm.config.TargetSpec;
import dev.dpm.incident.DeepLook;
import dev.dpm.incident.Incident.Usage;
import dev.dpm.incident.IncidentRetention;
import dev.dpm.incident.Look;
import dev.dpm.process.TargetName;

/**
 * The objects and limits with which the recorder of incidents works; other parts of the runner provide them.
 *
 * @param store where incidents are stored on disk; empty if the home folder is not writable, so the newest incidents
 * stay in memory only
 * @param look collects evidence on processes and machine
 * @param deep collects evidence with programs such as {@code jcmd}
 * @param usage returns the CPU and memory of a target up to now
 * @param output returns the last lines that a target wrote; secrets are not masked yet
 * @param keeping the limits on the number, age and size of stored incidents
 * @param fault receives a sentence when an incident cannot be written, and an empty value when writing works again
 * @param findings receives a sentence for each damaged incident
 */
public record Setup(Clock clock, Optional<IncidentStore> store, Look look, DeepLook deep,
        Function<TargetName, Usage> usage, Function<TargetSpec, List<String>> output,
        Supplier<IncidentRetention> keeping,
        Consumer<Optional<String>> fault, Consumer<String> findings) {
}
