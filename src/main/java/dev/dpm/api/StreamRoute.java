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

import dev.dpm.command.Json;
import dev.dpm.command.Refusal;
import dev.dpm.view.EventQuery;
import dev.dpm.view.EventView;
import dev.dpm.view.Operations;
import dev.dpm.view.StatusView;
import dev.dpm.view.TargetView;

/**
 * Serves changes as server-sent events: {@code runner}, {@code targets} (the names of all targets), {@code target} (one for
 * each target) and {@code event} (an event of the journal). A new client gets the whole state first.
 */
@Singleton
class StreamRoute {

    static final String PATH = "/api/v1/stream";
    static final String OUTPUT_PATH = "/api/v1/targets/:name/output/stream";

    private static final int EVENTS_AT_ONCE = 500;
    /** The largest number of missed journal events that a reconnecting client gets. */
    private static final int MOST_MISSED = 10_000;
    /**
     * The fields of a target or the runner that are left out of events: two durations, which differ at each reading, and the
     * configuration, which is too long.
     */
    private static final List<String> LEFT_OUT = List.of("configuration", "uptime_seconds", "heartbeat_seconds");

    /** An empty topic, for streams that only send the items of a {@link Feed}. */
    private static final Topic NOTHING = new Topic("nothing", () -> "", Map::of);

    private final Operations operations;
    private final LiveStreams streams;
    private final ProblemAnswer problems;
    private final Json json;
    private final Feed events = new Events();
    private final Topic topic;

    @Inject
    StreamRoute(Operations operations, LiveStreams streams, ProblemAnswer problems, Json json) {
        this.operations = operations;
        this.streams = streams;
        this.problems = problems;
        this.json = json;
        this.topic = new Topic(PATH, operations::turns, this::render);
    }

    void route(@Observes Router router) {
        router.get(PATH).handler(this::open);
        router.get(OUTPUT_PATH).blockingHandler(this::openOutput, false);
        router.route(PATH).handler(this::otherMethod);
        router.route(OUTPUT_PATH).handler(this::otherMethod);
    }

    private void otherMethod(RoutingContext context) {
        problems.end(context, Problem.of(405, context.normalizedPath() + " does not answer to this method."));
    }

    /**
     * Serves a target's output lines as events {@code line}. They begin with the next line, or after the place that the client
     * sends.
     */
    private void openOutput(RoutingContext context) {
        String name = context.pathParam("name");
        if (operations.target(name).isEmpty()) {
            problems.end(context, Problem.of(404, Refusal.unknown(name).getMessage()));
            return;
        }
        OutputFeed lines = new OutputFeed(operations, name, "line", json::line);
        streams.open(context, NOTHING, List.of(lines), List.of(lines.now()));
    }

    private void open(RoutingContext context) {
        streams.open(context, topic, List.of(events), List.of(newest()));
    }

    private long newest() {
        return operations.events(EventQuery.newest(Optional.empty(), 1)).stream()
                .mapToLong(EventView::sequence).max().orElse(0);
    }

    private Map<String, String> render() {
        StatusView status = operations.status().masked();
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
            // the time is rounded to seconds: it is computed from the process's age, so two readings differ by milliseconds
            node.put("started_at", Instant.parse(node.path("started_at").asText()).plusMillis(500)
                    .truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return node;
    }

    /**
     * The feed of the events that the runner has recorded in its journal. The batch read last is kept, since most clients
     * request the events after the same place.
     */
    private final class Events implements Feed {
        private record Read(Object state, long place, Batch batch) {
        }

        private volatile Read last = new Read("", -1, new Batch(List.of(), 0, false));

        @Override
        public Object state() {
            return operations.turns();
        }

        @Override
        public Batch after(long place) {
            Object now = state();
            Read known = last;
            if (known.place() != place || !known.state().equals(now)) {
                known = new Read(now, place, read(place));
                last = known;
            }
            return known.batch();
        }

        /** Reads the events after a place, which is the number of an event. The numbers have no gaps. */
        private Batch read(long place) {
            long newest = newest();
            long from = Math.max(place, newest - MOST_MISSED);
            long end = Math.min(newest, from + EVENTS_AT_ONCE);
            List<EventView> missed = end > from
                    ? operations.events(EventQuery.since(Optional.empty(), from, EVENTS_AT_ONCE).before(end + 1))
                    : List.of();
            return new Batch(missed.stream()
                    .map(event -> new Item("event", json.lines(List.of(event)).strip(), event.sequence())).toList(),
                    Math.max(place, end), newest > end);
        }
    }
}
