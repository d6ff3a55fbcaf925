package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How evidence on a target in trouble is collected before the runner reacts.
 *
 * @param seconds the longest time for all the evidence; zero: no evidence is collected
 * @param onIncident a command line for {@code /bin/sh} that collects more evidence
 */
public record EvidenceRules(Duration seconds, Optional<String> onIncident) {

    static EvidenceRules of(Settings settings) {
        return new EvidenceRules(settings.get(Options.EVIDENCE_SECONDS), settings.get(Options.ON_INCIDENT));
    }
}
