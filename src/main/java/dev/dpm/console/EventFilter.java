package dev.dpm.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.EventType;
import dev.dpm.event.Severity;
import dev.dpm.view.EventQuery;

/**
 * Selects the events that a page shows.
 * @param back the URL of the page with the events, for the links of the filter
 * @param page the target on whose page the events are shown; empty text: they are on the page of all events
 * @param target the name of a target, or {@link EventQuery#RUNNER}; empty text: all
 * @param kind the type of the events; empty text: all types
 * @param severity the lowest severity of the events; empty text: all
 */
public record EventFilter(String back, String page, String target, String kind, String severity) {

    private static final String RUNNER_PAGE = "/";
    private static final List<Choice> KINDS = List.of(new Choice(EventType.TARGET_STARTED.word(), "started"),
            new Choice(EventType.TARGET_EXITED.word(), "ended"), new Choice(EventType.TARGET_STOPPED.word(), "stopped"),
            new Choice(EventType.RESTART_SCHEDULED.word(), "restart planned"),
            new Choice(EventType.TARGET_GAVE_UP.word(), "given up"),
            new Choice(EventType.THRESHOLD_BREACHED.word(), "over a threshold"),
            new Choice(EventType.CHECK_FAILED.word(), "check failed"),
            new Choice(EventType.TARGET_CHANGED.word(), "settings changed"),
            new Choice(EventType.TARGET_ADOPTED.word(), "adopted"),
            new Choice(EventType.RUNNER_FAULTED.word(), "fault of the runner"),
            new Choice(EventType.RUNNER_STARTED.word(), "runner started"));
    private static final List<Choice> SEVERITIES = List.of(new Choice(Severity.WARNING.name(), "warnings and errors"),
            new Choice(Severity.ERROR.name(), "errors"));

    public record Choice(String value, String text) {
    }

    /** Reads the query parameters of a page with events. A missing parameter is null. */
    static EventFilter of(String page, String target, String kind, String severity) {
        return new EventFilter(page.isEmpty() ? RUNNER_PAGE : Row.pathOf(page), page, target == null ? "" : target,
                oneOf("kind", kind, KINDS), oneOf("severity", severity, SEVERITIES));
    }

    /**
     * Reads the query parameters of a page in the operator's console with the events of a target in a pod. A missing parameter
     * is null.
     * @param back the URL of the target's page
     * @param page the target, as the page names it
     */
    public static EventFilter foreign(String back, String page, String kind, String severity) {
        return new EventFilter(back, page, "", oneOf("kind", kind, KINDS),
                oneOf("severity", severity, SEVERITIES));
    }

    private static String oneOf(String parameter, String word, List<Choice> choices) {
        if (word == null || word.isEmpty()) {
            return "";
        }
        List<String> allowed = choices.stream().map(Choice::value).toList();
        if (!allowed.contains(word)) {
            throw PageRequest.notAllowed(parameter, word, String.join(", ", allowed));
        }
        return word;
    }

    public List<Choice> kinds() {
        return KINDS;
    }

    public List<Choice> severities() {
        return SEVERITIES;
    }

    public boolean isNarrow() {
        return !kind.isEmpty() || !severity.isEmpty() || page.isEmpty() && !target.isEmpty();
    }

    EventQuery query(long until, int limit) {
        return new EventQuery(given(target), 0, until == Long.MAX_VALUE ? until : until + 1, Optional.empty(),
                Optional.empty(), given(kind), given(severity).map(Severity::valueOf), limit);
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    String path() {
        return (back.equals(RUNNER_PAGE) ? "" : back) + "/events";
    }

    /** The URL of the page that begins with the event of this number and continues with older ones. */
    String from(long until) {
        return path() + "?until=" + until + (page.isEmpty() ? parameter("target", target) : "")
                + parameter("kind", kind) + parameter("severity", severity);
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
