package dev.dpm.incident;

import java.util.List;
import java.util.Optional;

import dev.dpm.config.Bytes;
import dev.dpm.config.TargetSpec;
import dev.dpm.incident.Finding.Oom;

/** Says what a person should do after an incident, if that is certain. */
final class NextStep {

    /** The share of a limit from which a use counts as near the limit. */
    private static final double NEAR = 0.8;

    private NextStep() {
    }

    /** What a person should do after the incident, as a short clause. Empty: this is not certain. */
    static Optional<String> of(IncidentTrigger opening) {
        TargetSpec spec = opening.subject().spec();
        Finding finding = opening.finding();
        return switch (finding.cause()) {
            case GAVE_UP -> Optional.of("mend what ended it, then `start " + spec.name() + "`");
            case LAUNCH -> afterLaunch(finding.words());
            case OOM_KILL -> finding.oom() == Oom.SEEN ? afterOom(opening.subject()) : Optional.empty();
            case CPU, MEMORY, FORECAST, CHECK, EXIT, CRASH, SIGNAL, FOUND_DEAD -> Optional.empty();
        };
    }

    private static Optional<String> afterLaunch(String reason) {
        if (reason.endsWith(" does not exist") || reason.endsWith(" is not a file")
                || reason.endsWith(" is not on its PATH")) {
            return Optional.of("correct the path in its `command` or `cwd`, or install what is missing there");
        }
        return Optional.empty();
    }

    /**
     * What a person should do after an OOM kill. Empty: memory was not near the target's own limit, so another limit may have
     * caused the kill.
     */
    private static Optional<String> afterOom(Subject subject) {
        long limit = subject.spec().properties().cgroup().memoryBytes();
        List<Measured> samples = subject.samples();
        long last = samples.isEmpty() ? 0 : samples.get(samples.size() - 1).memoryBytes();
        return limit > 0 && last >= NEAR * limit
                ? Optional.of("raise its `memory_max` of " + Bytes.words(limit) + ", or make it use less")
                : Optional.empty();
    }
}
