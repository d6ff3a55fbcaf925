package dev.dpm.api;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.dpm.event.Event;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventText;
import dev.dpm.view.EventView;
import dev.dpm.view.Operations;

/** What the runner did and why. */
@Path("/api/v1/events")
public class EventsResource {

    private static final List<String> SEVERITIES = Arrays.stream(Event.Severity.values()).map(Enum::name).toList();
    private static final MediaType NDJSON = MediaType.valueOf(Answers.NDJSON);
    private static final List<MediaType> OFFERED = List.of(MediaType.TEXT_PLAIN_TYPE, NDJSON,
            MediaType.APPLICATION_JSON_TYPE);

    private final Operations operations;
    private final Json json;

    @Inject
    EventsResource(Operations operations, Json json) {
        this.operations = operations;
        this.json = json;
    }

    /**
     * The newest events, oldest first; the header {@code Dpm-Last-Sequence} is the {@code after} of the next question,
     * {@code Dpm-First-Sequence} the {@code before} of the page that comes before.
     */
    @GET
    @Produces({MediaType.TEXT_PLAIN, Answers.NDJSON, MediaType.APPLICATION_JSON})
    public Response events(@BeanParam Asked asked, @Context HttpHeaders headers) {
        EventQuery query = asked.query();
        ZoneId readersZone = Query.zone(asked.zone);
        List<EventView> events = operations.events(query);
        MediaType type = Answers.preferred(headers, OFFERED);
        long last = events.stream().mapToLong(EventView::sequence).max().orElse(query.after());
        long first = events.stream().mapToLong(EventView::sequence).min().orElse(query.after());
        return Response.ok(body(events, type, readersZone), type.withCharset("UTF-8"))
                .header("Dpm-Last-Sequence", last).header("Dpm-First-Sequence", first).build();
    }

    /** What a request asks for; all that is given must hold. */
    public static class Asked {
        @QueryParam("target")
        String target;
        @QueryParam("after")
        String after;
        @QueryParam("before")
        String before;
        @QueryParam("since")
        String since;
        @QueryParam("until")
        String until;
        @QueryParam("type")
        String type;
        @QueryParam("severity")
        String severity;
        @QueryParam("limit")
        String limit;
        @QueryParam("zone")
        String zone;

        EventQuery query() {
            return new EventQuery(word(target), Query.number("after", after, 0, 0, Long.MAX_VALUE),
                    Query.number("before", before, Long.MAX_VALUE, 0, Long.MAX_VALUE), Query.instant("since", since),
                    Query.instant("until", until), word(type), Query.oneOf("severity", severity, SEVERITIES),
                    (int) Query.number("limit", limit, 100, 1, EventQuery.MOST_EVENTS));
        }

        private static Optional<String> word(String text) {
            return Optional.ofNullable(text).filter(word -> !word.isEmpty());
        }
    }

    private String body(List<EventView> events, MediaType type, ZoneId zone) {
        if (type.equals(NDJSON)) {
            return json.lines(events);
        }
        return type.equals(MediaType.APPLICATION_JSON_TYPE) ? json.array(events) : EventText.lines(events, zone);
    }
}
