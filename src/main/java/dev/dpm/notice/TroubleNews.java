package dev.dpm.notice;

import java.time.Instant;

import dev.dpm.config.Receiver.Severity;
import dev.dpm.incident.Cause;
import dev.dpm.incident.Incident;

/**
 * The facts about an incident that notices need.
 * @param at when the incident began
 * @param heard when the runner reported the incident to this package, perhaps later
 */
public record TroubleNews(String target, String incident, Cause cause, String sentence, Instant at, Instant heard) {

    public static TroubleNews of(Incident incident, Instant heard) {
        return new TroubleNews(incident.target(), incident.id(), incident.verdict().cause(),
                incident.verdict().sentence(),
                incident.at(), heard);
    }

    /**
     * The severity of an incident with this cause: a warning if the target still runs or ended with success; otherwise an
     * error.
     */
    public static Severity severity(Cause cause) {
        return cause.isBreach() || cause == Cause.EXIT ? Severity.WARNING : Severity.ERROR;
    }

    Severity severity() {
        return severity(cause);
    }
}
