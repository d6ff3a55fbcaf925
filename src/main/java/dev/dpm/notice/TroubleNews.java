package dev.dpm.notice;

import java.time.Instant;

import dev.dpm.config.Receiver.Severity;
import dev.dpm.incident.Cause;
import dev.dpm.incident.Incident;

/**
 * An incident as far as people are told of it.
 *
 * @param incident its id
 * @param at the moment of decision
 * @param heard when it came to be told
 */
public record TroubleNews(String target, String incident, Cause cause, String sentence, Instant at, Instant heard) {

    public static TroubleNews of(Incident incident, Instant heard) {
        return new TroubleNews(incident.target(), incident.id(), incident.verdict().cause(),
                incident.verdict().sentence(),
                incident.at(), heard);
    }

    /** A target that lives, or that ended with success, is a warning; one that ended or cannot be had is an error. */
    public static Severity severity(Cause cause) {
        return cause.isBreach() || cause == Cause.EXIT ? Severity.WARNING : Severity.ERROR;
    }

    Severity severity() {
        return severity(cause);
    }
}
