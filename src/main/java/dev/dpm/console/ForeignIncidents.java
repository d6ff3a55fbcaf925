package dev.dpm.console;

import java.util.List;

import dev.dpm.incident.Incident.Summary;

/**
 * The incidents of another runner's target, newest first.
 *
 * @param base the URL before an id
 */
public record ForeignIncidents(String base, List<IncidentsPage.Line> incidents) {

    /** Makes the list without incidents whose id cannot be part of a URL. */
    public static ForeignIncidents of(String base, List<Summary> incidents) {
        return new ForeignIncidents(base, incidents.stream().filter(one -> ForeignIncident.isId(one.id()))
                .map(IncidentsPage.Line::of).toList());
    }
}
