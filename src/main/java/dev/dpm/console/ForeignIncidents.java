package dev.dpm.console;

import java.util.List;

import dev.dpm.incident.Incident.Summary;

/**
 * The incidents of another runner's target, newest first, which the operator's console shows.
 *
 * @param base the part of the URL before an incident's id
 */
public record ForeignIncidents(String base, List<IncidentsPage.Line> incidents) {

    /** Creates the list of incidents. An incident is left out if its id cannot be part of a URL. */
    public static ForeignIncidents of(String base, List<Summary> incidents) {
        return new ForeignIncidents(base, incidents.stream().filter(one -> ForeignIncident.isId(one.id()))
                .map(IncidentsPage.Line::of).toList());
    }
}
