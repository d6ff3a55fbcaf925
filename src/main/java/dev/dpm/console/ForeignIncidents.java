package dev.dpm.console;

import java.util.List;

import dev.dpm.incident.Incident.Summary;

/**
 * The incidents of a target in a pod, as the operator's console shows them, newest first.
 * @param base the part of an incident's URL before its id
 */
public record ForeignIncidents(String base, List<IncidentsPage.Line> incidents) {

    /** The list of these incidents. An incident whose id cannot be part of a URL is left out. */
    public static ForeignIncidents of(String base, List<Summary> incidents) {
        return new ForeignIncidents(base, incidents.stream().filter(one -> ForeignIncident.isId(one.id()))
                .map(IncidentsPage.Line::of).toList());
    }
}
