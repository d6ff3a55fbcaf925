package dev.dpm.console;

import java.util.List;

import dev.dpm.incident.Incident.Summary;

/**
 * Incidents of a target of another runner, the newest first.
 *
 * @param base the address in front of an incident's id
 */
public record ForeignIncidents(String base, List<IncidentsPage.Line> incidents) {

    /** A list's content; an incident with an id that cannot be part of an address is left out. */
    public static ForeignIncidents of(String base, List<Summary> incidents) {
        return new ForeignIncidents(base, incidents.stream().filter(one -> ForeignIncident.isId(one.id()))
                .map(IncidentsPage.Line::of).toList());
    }
}
