package dev.dpm.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.Operations;
import dev.dpm.view.Secrets;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;

/**
 * What happens, as it happens: server-sent events {@code runner}, {@code targets} (the names), {@code target} (one each)
 * and {@code event}. Who connects gets all of the first three, and of the events those after the one it names.
 */
@Singleton
class StreamRoute {

    static final String PATH = "/api/v1/stream";

    private static final int EVENTS_AT_ONCE = 500;
    /** What changes with every look though nothing has happened, or is too long to be sent again and again. */
    private static final List<String> LEFT_OUT = List.of("configuration", "uptime_seconds", "heartbeat_seconds");

    private final Operations operations;
    private final LiveStreams streams;
    private final Json json;
    private final Feed events = new Events();
    private final Topic topic;

    @Inject
    StreamRoute(Operations operations, LiveStreams streams, Json json) {
        this.operations = operations;
        this.streams = streams;
        this.json = json;
        this.topic = new Topic(PATH, operations::turns, this::render);
    }

    void route(@Observes Router router) {
        router.get(PATH).handler(this::open);
    }

    private void open(RoutingContext context) {
        long newest = operations.events(EventQuery.newest(Optional.empty(), 1)).stream()
                .mapToLong(EventView::sequence).max().orElse(0);
        streams.open(context, topic, List.of(events), List.of(newest));
    }

    private Map<String, String> render() {
        StatusView status = Secrets.mask(operations.status());
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("runner", json.line(steady(status.runner())));
        parts.put("targets", json.line(status.targets().stream().map(TargetView::name).toList()));
        status.targets().forEach(target -> parts.put("target/" + target.name(), json.line(steady(target))));
        return parts;
    }

    private ObjectNode steady(Object view) {
        ObjectNode node = json.tree(view);
        node.remove(LEFT_OUT);
        if (node.path("started_at").isTextual()) {
            // worked out anew at each look, from an age
            node.put("started_at", Instant.parse(node.path("started_at").asText()).plusMillis(500)
                    .truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return node;
    }

    private final class Events implements Feed {
        @Override
        public Object state() {
            return operations.turns();
        }

        @Override
        public Batch after(long place) {
            List<EventView> fresh = operations
                    .events(EventQuery.since(Optional.empty(), place, EVENTS_AT_ONCE));
            return new Batch(fresh.stream()
                    .map(event -> new Item("event", json.lines(List.of(event)).strip(), event.sequence())).toList(),
                    fresh.stream().mapToLong(EventView::sequence).max().orElse(place), false);
        }
    }
}
