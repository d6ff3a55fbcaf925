package dev.dpm.api;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import dev.dpm.view.EventText;
import dev.dpm.view.EventView;
import dev.dpm.view.Operations;

/** What the runner did and why. */
@Path("/api/v1/events")
public class EventsResource {

    private static final int MOST_EVENTS = 10_000;
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
     * The newest events, oldest first; the header {@code Dpm-Last-Sequence} is the {@code after} of the next question.
     */
    @GET
    @Produces({MediaType.TEXT_PLAIN, Answers.NDJSON, MediaType.APPLICATION_JSON})
    public Response events(@QueryParam("target") String target, @QueryParam("after") String after,
            @QueryParam("limit") String limit, @QueryParam("zone") String zone, @Context HttpHeaders headers) {
        long since = Query.number("after", after, 0, 0, Long.MAX_VALUE);
        int most = (int) Query.number("limit", limit, 100, 1, MOST_EVENTS);
        ZoneId readersZone = Query.zone(zone);
        Optional<String> one = Optional.ofNullable(target).filter(name -> !name.isEmpty());
        List<EventView> events = operations.events(one, since, most);
        MediaType type = Answers.preferred(headers, OFFERED);
        long last = events.stream().mapToLong(EventView::sequence).max().orElse(since);
        return Response.ok(body(events, type, readersZone), type.withCharset("UTF-8"))
                .header("Dpm-Last-Sequence", last).build();
    }

    private String body(List<EventView> events, MediaType type, ZoneId zone) {
        if (type.equals(NDJSON)) {
            return json.lines(events);
        }
        return type.equals(MediaType.APPLICATION_JSON_TYPE) ? json.array(events) : EventText.lines(events, zone);
    }
}
