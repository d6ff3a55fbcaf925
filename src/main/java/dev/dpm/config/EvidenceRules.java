package dev.dpm.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How evidence on a target in trouble is collected before anything is done.
 *
 * @param seconds limit on the time of all of it; zero: none is collected
 * @param onIncident a command line for {@code /bin/sh} that collects more
 */
public record EvidenceRules(Duration seconds, Optional<String> onIncident) {

    static EvidenceRules of(Settings settings) {
        return new EvidenceRules(settings.get(Options.EVIDENCE_SECONDS), settings.get(Options.ON_INCIDENT));
    }
}
