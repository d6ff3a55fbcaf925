package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How evidence is collected when an incident begins, before the target is restarted or signalled.
 *
 * @param seconds the longest time that collecting may take; zero: no evidence is collected
 * @param onIncident a command line for {@code /bin/sh} whose output is evidence; empty: none
 */
public record EvidenceRules(Duration seconds, Optional<String> onIncident) {

    static EvidenceRules of(Settings settings) {
        return new EvidenceRules(settings.get(Options.EVIDENCE_SECONDS), settings.get(Options.ON_INCIDENT));
    }
}
