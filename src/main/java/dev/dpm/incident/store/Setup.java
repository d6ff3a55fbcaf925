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
 * The objects that the incident recorder uses.
 * @param store the incidents on disk; empty: incidents stay in memory
 * @param look collects evidence about a target's processes and the machine
 * @param deep collects evidence with other programs such as {@code jcmd}
 * @param usage returns CPU and memory of a target
 * @param output returns the target's last lines of output, with secrets
 * @param keeping the limits on stored incidents
 * @param fault receives the reason why incidents cannot be written to the disk; empty: they can be written again
 * @param findings receives a sentence for each damaged incident
 */
public record Setup(Clock clock, Optional<IncidentStore> store, Look look, DeepLook deep,
        Function<TargetName, Usage> usage, Function<TargetSpec, List<String>> output,
        Supplier<IncidentRetention> keeping,
        Consumer<Optional<String>> fault, Consumer<String> findings) {
}
