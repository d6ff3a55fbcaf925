package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How a target in trouble is looked into before it is acted upon.
 *
 * @param seconds how long all looks together may take; zero: none are taken
 * @param onIncident a command line for {@code /bin/sh} that looks too
 */
public record EvidenceRules(Duration seconds, Optional<String> onIncident) {

    static EvidenceRules of(Settings settings) {
        return new EvidenceRules(settings.get(Options.EVIDENCE_SECONDS), settings.get(Options.ON_INCIDENT));
    }
}
