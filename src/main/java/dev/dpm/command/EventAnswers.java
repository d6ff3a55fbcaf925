package dev.dpm.command;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.dpm.command.RequestParameters.Form;
import dev.dpm.event.Severity;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventText;
import dev.dpm.view.EventView;

/**
 * Answers requests for events, from a running runner or from the journal of an ended one.
 * @param events finds events, oldest first
 * @param json returns the JSON writer; called when JSON is first needed
 */
public record EventAnswers(Function<EventQuery, List<EventView>> events, Supplier<Json> json) {

    private static final List<String> SEVERITIES = Arrays.stream(Severity.values()).map(Enum::name).toList();

    /**
     * The answer with the newest events, oldest first. The header {@code Dpm-Last-Sequence}, sent as the parameter {@code
     * after}, leads to later events; {@code Dpm-First-Sequence}, sent as {@code before}, to earlier ones.
     */
    public CommandAnswer answer(RequestParameters parameters) {
        EventQuery query = query(parameters);
        ZoneId readersZone = Query.zone(parameters.first("zone"));
        List<EventView> found = events.apply(query);
        long last = found.stream().mapToLong(EventView::sequence).max().orElse(query.after());
        long first = found.stream().mapToLong(EventView::sequence).min().orElse(query.after());
        return said(found, parameters.form(), readersZone).with("Dpm-Last-Sequence", last)
                .with("Dpm-First-Sequence", first);
    }

    private CommandAnswer said(List<EventView> found, Form form, ZoneId zone) {
        return switch (form) {
            case TEXT -> CommandAnswer.text(EventText.lines(found, zone));
            case JSON -> CommandAnswer.json(json.get().array(found));
            case JSON_LINES -> new CommandAnswer(CommandAnswer.JSON_LINES, json.get().lines(found), Map.of());
        };
    }

    private static EventQuery query(RequestParameters parameters) {
        return new EventQuery(parameters.word("target"),
                Query.number("after", parameters.first("after"), 0, 0, Long.MAX_VALUE),
                Query.number("before", parameters.first("before"), Long.MAX_VALUE, 0, Long.MAX_VALUE),
                Query.instant("since", parameters.first("since")), Query.instant("until", parameters.first("until")),
                parameters.word("type"),
                Query.oneOf("severity", parameters.first("severity"), SEVERITIES).map(Severity::valueOf),
                (int) Query.number("limit", parameters.first("limit"), 100, 1, EventQuery.MOST_EVENTS));
    }
}
