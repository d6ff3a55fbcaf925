package dev.dpm.ask;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.dpm.ask.Asked.Form;
import dev.dpm.event.Severity;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventText;
import dev.dpm.view.EventView;

/**
 * Answers requests for events, with events of a living runner, or of a home whose runner is gone.
 *
 * @param events finds events, oldest first
 * @param json gives the JSON writer when JSON is first needed
 */
public record EventAnswers(Function<EventQuery, List<EventView>> events, Supplier<Json> json) {

    private static final List<String> SEVERITIES = Arrays.stream(Severity.values()).map(Enum::name).toList();

    /**
     * The newest events, oldest first. Header {@code Dpm-Last-Sequence} is the {@code after} of the next request,
     * {@code Dpm-First-Sequence} the {@code before} of the previous page. Throws a {@link Refusal} where a parameter has
     * a value that is not allowed.
     */
    public Said answer(Asked asked) {
        EventQuery query = query(asked);
        ZoneId readersZone = Query.zone(asked.first("zone"));
        List<EventView> found = events.apply(query);
        long last = found.stream().mapToLong(EventView::sequence).max().orElse(query.after());
        long first = found.stream().mapToLong(EventView::sequence).min().orElse(query.after());
        return said(found, asked.form(), readersZone).with("Dpm-Last-Sequence", last)
                .with("Dpm-First-Sequence", first);
    }

    private Said said(List<EventView> found, Form form, ZoneId zone) {
        return switch (form) {
            case TEXT -> Said.text(EventText.lines(found, zone));
            case JSON -> Said.json(json.get().array(found));
            case JSON_LINES -> new Said(Said.JSON_LINES, json.get().lines(found), Map.of());
        };
    }

    private static EventQuery query(Asked asked) {
        return new EventQuery(asked.word("target"), Query.number("after", asked.first("after"), 0, 0, Long.MAX_VALUE),
                Query.number("before", asked.first("before"), Long.MAX_VALUE, 0, Long.MAX_VALUE),
                Query.instant("since", asked.first("since")), Query.instant("until", asked.first("until")),
                asked.word("type"), Query.oneOf("severity", asked.first("severity"), SEVERITIES).map(Severity::valueOf),
                (int) Query.number("limit", asked.first("limit"), 100, 1, EventQuery.MOST_EVENTS));
    }
}
