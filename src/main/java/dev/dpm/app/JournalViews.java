package dev.dpm.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.dpm.event.Journal.Filter;
import dev.dpm.event.Journal.Written;
import dev.dpm.process.TargetName;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;

/** Converts requests for events to searches of the journal, and recorded events to {@link EventView}s. */
final class JournalViews {

    private JournalViews() {
    }

    static Filter wanted(EventQuery query) {
        Optional<TargetName> target = query.target().filter(TargetName::isValid).map(TargetName::new);
        boolean isRunners = query.target().equals(Optional.of(EventQuery.RUNNER));
        boolean isNobodys = query.target().isPresent() && target.isEmpty() && !isRunners;
        Predicate<Written> also = written -> query.until().filter(until -> !written.time().isBefore(until)).isEmpty()
                && query.type().filter(type -> !written.type().equals(type)).isEmpty()
                && query.severity().filter(least -> written.severity().compareTo(least) < 0).isEmpty();
        // if no target can have the requested name, the search begins after the highest number and finds nothing
        return new Filter(target, isRunners, isNobodys ? Long.MAX_VALUE : query.after(), query.before(),
                query.since(), also);
    }

    static List<EventView> of(List<Written> events) {
        return events.stream().map(JournalViews::of).toList();
    }

    static EventView of(Written event) {
        return new EventView(event.sequence(), event.time(), event.type(), event.target(), event.pid(),
                event.severity(), event.message(), event.details());
    }
}
