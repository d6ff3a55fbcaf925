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
 * The latest rendering of a topic. A rendering with a change gets the next version number, and each changed part stores this
 * number. All methods are called under the lock of {@link LiveStreams}.
 */
final class RenderedTopic {

    /**
     * The length of the pause after a rendering, as a multiple of the rendering's duration. Renderings thus take at most a
     * fifth of a processor.
     */
    static final int PAUSES = 4;
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
     * Stores a new rendering and compares it with the previous one.
     * @param nanos the time on a monotonic clock
     * @return whether a part has changed
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

    /** The version in which the topic last changed; 0: it was never rendered. */
    long version() {
        return version;
    }

    /**
     * The server-sent events for those parts that changed after a version. All clients use the same bytes, so many slow clients
     * need no more memory than one.
     * @param seen the version that the client has; 0: a new client
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
     * The server-sent events that bring a client from one version of this topic to a later one.
     * @param since the version that the client has; 0: it has none
     */
    record Events(long since, long version, Buffer bytes) {
    }

    Map<String, String> since(long seen) {
        return parts.entrySet().stream().filter(part -> part.getValue().version() > seen)
                .filter(part -> seen > 0 || !part.getValue().data().isEmpty()).collect(Collectors.toMap(
                        Map.Entry::getKey, part -> part.getValue().data(), (one, other) -> one, LinkedHashMap::new));
    }
}
