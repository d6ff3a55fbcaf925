package dev.dpm.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import dev.dpm.api.LiveStreams;
import dev.dpm.api.Topic;
import dev.dpm.view.Operations;
import dev.dpm.view.OutputQuery;

/**
 * Updates open pages by server-sent events. The event {@code patch} contains a changed part of the page. The event {@code tick}
 * comes at least every five seconds and shows that the connection works.
 */
@Singleton
class LivePages {

    private static final long TICK_MILLIS = 5000;
    /**
     * A relative time such as {@code 5 s ago} in a page. A new text of such a time does not count as a change of the page,
     * since the browser updates the time itself.
     */
    private static final Pattern TIME_TEXT = Pattern.compile("(<time [^>]*>)[^<]*</time>");

    private final Operations operations;
    private final LiveStreams streams;
    /** The stream of new output of each target, by the target's name. Streams are never removed. */
    private final Map<String, OutputHtmlFeed> feeds = new ConcurrentHashMap<>();

    @Inject
    LivePages(Operations operations, LiveStreams streams) {
        this.operations = operations;
        this.streams = streams;
    }

    void routes(@Observes Router router) {
        router.get("/live").handler(context -> open(context, "overview", this::overview));
        router.get("/runner/live").handler(context -> open(context, "runner",
                () -> parts(RunnerPage.of(operations).fragments())));
        router.get("/targets/:name/live").handler(this::target);
    }

    private void open(RoutingContext context, String key, Supplier<Map<String, String>> parts) {
        streams.open(context, topic(key, parts), List.of(), List.of());
    }

    private void target(RoutingContext context) {
        String name = context.pathParam("name");
        if (operations.target(name).isEmpty()) {
            context.response().setStatusCode(404).end();
            return;
        }
        Topic topic = topic("target " + name,
                () -> TargetPage.of(operations, name).map(page -> target(page, name)).orElse(Map.of("gone", "")));
        OutputHtmlFeed output = feeds.computeIfAbsent(name, none -> new OutputHtmlFeed(operations, name));
        streams.open(context, topic, List.of(output),
                List.of(operations.output(name, OutputQuery.last(1)).to()));
    }

    private Topic topic(String key, Supplier<Map<String, String>> parts) {
        return new Topic("page " + key, () -> List.of(operations.turns(), now() / TICK_MILLIS), () -> {
            Map<String, String> all = new LinkedHashMap<>(parts.get());
            all.put("tick", String.valueOf(now() / TICK_MILLIS * TICK_MILLIS));
            return all;
        });
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private Map<String, String> overview() {
        Overview page = Overview.of(operations);
        Map<String, String> parts = parts(page.fragments());
        parts.put("order", page.order());
        return parts;
    }

    private Map<String, String> target(TargetPage page, String name) {
        Map<String, String> parts = parts(page.fragments());
        newest(name).ifPresent(point -> parts.put("point", point));
        return parts;
    }

    /**
     * The target's newest sample as JSON: {@code [seconds since 1970, CPU in percent of one core, memory in bytes]}. Empty:
     * there is none.
     */
    private Optional<String> newest(String name) {
        return UsageJson.newest(operations.recent(name));
    }

    private static Map<String, String> parts(List<Fragment> fragments) {
        Map<String, String> parts = new LinkedHashMap<>();
        fragments.forEach(fragment -> parts.put("patch/" + fragment.id(),
                TIME_TEXT.matcher(fragment.html().get()).replaceAll("$1</time>")));
        return parts;
    }
}
