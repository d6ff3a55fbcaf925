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
import dev.dpm.incident.Keeping;
import dev.dpm.incident.Look;
import dev.dpm.process.TargetName;

/**
 * The facts and connections that the recorder needs from outside.
 *
 * @param store the store; empty: the home cannot be written, and the newest incidents stay in memory
 * @param look collects evidence on processes and their surroundings
 * @param deep collects evidence with programs such as jcmd
 * @param usage gives the usage of a target up to now
 * @param output gives the last lines that a target wrote, with secrets not yet masked
 * @param keeping the limits on incidents
 * @param fault receives a sentence when an incident cannot be written, and an empty value when incidents can be written
 * again
 * @param findings receives a sentence for each damage found
 */
public record Setup(Clock clock, Optional<IncidentStore> store, Look look, DeepLook deep,
        Function<TargetName, Usage> usage, Function<TargetSpec, List<String>> output, Supplier<Keeping> keeping,
        Consumer<Optional<String>> fault, Consumer<String> findings) {
}
