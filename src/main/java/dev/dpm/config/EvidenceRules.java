package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How the runner collects evidence about a target that ended, failed a check or exceeded a threshold. The runner
 * collects the evidence before it restarts or signals the target.
 *
 * @param seconds the longest time in which the runner collects evidence; with zero, the runner collects none
 * @param onIncident a command line for {@code /bin/sh} whose output is added to the evidence
 */
public record EvidenceRules(Duration seconds, Optional<String> onIncident) {

    static EvidenceRules of(Settings settings) {
        return new EvidenceRules(settings.get(Options.EVIDENCE_SECONDS), settings.get(Options.ON_INCIDENT));
    }
}
