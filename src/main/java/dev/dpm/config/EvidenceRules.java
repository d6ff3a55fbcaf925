package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How the runner collects evidence about a target in trouble before it acts on the trouble.
 *
 * @param seconds the longest time in which evidence is collected; zero: no evidence is collected
 * @param onIncident a command line for {@code /bin/sh} whose output is added to the evidence
 */
public record EvidenceRules(Duration seconds, Optional<String> onIncident) {

    static EvidenceRules of(Settings settings) {
        return new EvidenceRules(settings.get(Options.EVIDENCE_SECONDS), settings.get(Options.ON_INCIDENT));
    }
}
