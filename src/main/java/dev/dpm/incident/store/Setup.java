package dev.dpm.incident.store;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.dpm.incident.DeepLook;
import dev.dpm.incident.Incident.Usage;
import dev.dpm.incident.Keeping;
import dev.dpm.incident.Look;
import dev.dpm.process.TargetName;

/**
 * All that the recorder needs of the world.
 *
 * @param store empty: the home cannot be written, and the newest incidents stay in memory
 * @param look at processes and what is around them
 * @param deep looks that run programs
 * @param usage what a target used before now
 * @param output the last lines that a target wrote, as they are
 * @param keeping how much is kept
 * @param fault is told what cannot be written, and (empty) that it can again
 * @param findings is told, a sentence each, what was damaged
 */
public record Setup(Clock clock, Optional<IncidentStore> store, Look look, DeepLook deep,
        Function<TargetName, Usage> usage, Function<TargetName, List<String>> output, Supplier<Keeping> keeping,
        Consumer<Optional<String>> fault, Consumer<String> findings) {
}
