package dev.dpm.api;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.vertx.core.buffer.Buffer;

/**
 * The result of the latest rendering of a topic, with the version in which each part last changed. The lock of {@link
 * LiveStreams} guards all calls.
 */
final class RenderedTopic {

    /**
     * The pause after a rendering, as a multiple of the rendering's duration. Renderings of a large topic therefore
     * take at most a fifth of one processor.
     */
    static final int PAUSES = 4;
    /** The longest pause after a rendering of the topic. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private record Part(String data, long version) {
    }

    private final Topic topic;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private Object state;
    private boolean rendering;
    private long begunAt;
    private long pausesUntil;
    private long version;
    private Events changes;
    private WeakReference<Events> whole = new WeakReference<>(null);

    RenderedTopic(Topic topic) {
        this.topic = topic;
    }

    /**
     * Whether the topic must be rendered now. After the method has returned true, it returns false until {@link
     * #rendered} is called.
     *
     * @param nanos the present monotonic time
     */
    boolean begins(long nanos) {
        if (rendering || version > 0 && nanos - pausesUntil < 0) {
            return false;
        }
        Object now = topic.state().get();
        if (version > 0 && Objects.equals(now, state)) {
            return false;
        }
        state = now;
        rendering = true;
        begunAt = nanos;
        return true;
    }

    Map<String, String> render() {
        return topic.render().get();
    }

    /**
     * Compares the result of a rendering with the previous result, and stores it.
     *
     * @param nanos the present time on a monotonic clock
     * @return whether any part of the topic changed
     */
    boolean rendered(Map<String, String> fresh, long nanos) {
        rendering = false;
        pausesUntil = nanos + Math.min(PAUSES * (nanos - begunAt), LONGEST_PAUSE.toNanos());
        long next = version + 1;
        boolean first = version == 0;
        Set<String> gone = new TreeSet<>(parts.keySet());
        gone.removeAll(fresh.keySet());
        for (String name : gone) {
            if (!Topic.isMissed(name)) {
                parts.remove(name);
            } else if (!parts.get(name).data().isEmpty()) {
                parts.put(name, new Part("", next));
            }
        }
        fresh.forEach((name, data) -> {
            Part before = parts.get(name);
            if (before == null || !before.data().equals(data)) {
                parts.put(name, new Part(data, next));
            }
        });
        boolean changed = first || parts.values().stream().anyMatch(part -> part.version() == next);
        version = changed ? next : version;
        return changed;
    }

    void failed() {
        rendering = false;
        state = null;
    }

    /** The newest version of the topic; 0 if the topic was never rendered. */
    long version() {
        return version;
    }

    /**
     * The server-sent events for the parts that changed after a version. Clients that have the same version share the
     * same bytes. A new client gets the bytes that an earlier new client is still receiving, and then the later
     * changes. Many slow clients of a large topic therefore need the memory of only one copy.
     *
     * @param seen the version that the client has; 0 for a new client
     */
    Events events(long seen) {
        Events made = seen == 0 ? whole.get() : changes;
        if (made == null || seen > 0 && (made.since() != seen || made.version() != version)) {
            StringBuilder text = new StringBuilder();
            since(seen)
                    .forEach((part, data) -> text.append(ServerSent.event(Topic.event(part), data, Optional.empty())));
            made = new Events(seen, version, Buffer.buffer(text.toString()));
            if (seen == 0) {
                whole = new WeakReference<>(made);
            } else {
                changes = made;
            }
        }
        return made;
    }

    /**
     * The server-sent events that bring a client from one version of the topic to another.
     *
     * @param since the version that the client has; 0 if it has none
     */
    record Events(long since, long version, Buffer bytes) {
    }

    /** The parts of the topic that changed after a version, by the parts' names. */
    Map<String, String> since(long seen) {
        return parts.entrySet().stream().filter(part -> part.getValue().version() > seen)
                .filter(part -> seen > 0 || !part.getValue().data().isEmpty()).collect(Collectors.toMap(
                        Map.Entry::getKey, part -> part.getValue().data(), (one, other) -> one, LinkedHashMap::new));
    }
}
