package dev.dpm.console;

import java.util.Optional;

import dev.dpm.incident.Incident;

/**
 * One incident of another runner's target, which the operator's console shows.
 *
 * @param previous the id of the target's previous incident; empty if there is none
 */
public record ForeignIncident(IncidentPage page, String previous) {

    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,199}";

    /** Whether a text has the form of an incident's id. */
    public static boolean isId(String text) {
        return text.matches(ID);
    }

    public static ForeignIncident of(Incident incident) {
        Optional<String> previous = incident.series().previous().filter(ForeignIncident::isId);
        return new ForeignIncident(IncidentPage.of(incident, IncidentCharts.of(incident)), previous.orElse(""));
    }
}
