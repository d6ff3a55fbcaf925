package dev.dpm.console;

import java.util.Optional;

import dev.dpm.incident.Incident;

/**
 * An incident of a target in a pod, as the operator's console shows it.
 * @param previous the id of the previous incident; empty text: there is none
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
