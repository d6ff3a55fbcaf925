package dev.dpm.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import dev.dpm.incident.Incident.Summary;
import dev.dpm.view.Operations;

/**
 * A page of incidents, newest first.
 * @param target the target whose incidents the page shows; empty text: all targets
 */
public record IncidentsPage(String target, List<Line> incidents) {

    private static final int MOST = 200;

    /** One incident as a line of the list on the page. */
    public record Line(String id, Instant at, String target, String cause, String sentence, String done) {
        static Line of(Summary one) {
            return new Line(one.id(), one.at(), one.target(), one.cause().words(), VisibleText.oneLine(one.sentence()),
                    VisibleText.oneLine(one.done()));
        }
    }

    static IncidentsPage of(Operations operations, String target) {
        return new IncidentsPage(target, operations.incidents(Optional.of(target).filter(name -> !name.isEmpty()), MOST)
                .stream().map(Line::of).toList());
    }
}
