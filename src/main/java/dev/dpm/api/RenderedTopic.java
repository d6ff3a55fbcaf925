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

/** A topic as it was last rendered, with the version in which each part changed. Used under one lock. */
final class RenderedTopic {

    /**
     * The pause after a rendering, as a multiple of the time that the rendering took: the renderings of a large topic
     * take at most a fifth of one processor.
     */
    static final int PAUSES = 4;
    /** The longest pause after a rendering. */
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
     * Whether the topic must be rendered now; true only once until {@link #rendered} is called.
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
     * Compares the result of a rendering with the last one, and keeps it.
     *
     * @param nanos the present monotonic time
     * @return whether any part changed
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

    /** The newest version of the topic; 0: the topic was never rendered. */
    long version() {
        return version;
    }

    /**
     * The server-sent events of the parts that changed after a version. Listeners that have seen the same get the same
     * bytes, which are made once; newcomers get the bytes that an earlier newcomer is still reading, and then what
     * changed. So slow readers of a large topic hold one copy of it, and not one each.
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
     * The events that lead from one version to another.
     *
     * @param since 0: from nothing
     */
    record Events(long since, long version, Buffer bytes) {
    }

    /** The parts that changed after a version, by name. */
    Map<String, String> since(long seen) {
        return parts.entrySet().stream().filter(part -> part.getValue().version() > seen)
                .filter(part -> seen > 0 || !part.getValue().data().isEmpty()).collect(Collectors.toMap(
                        Map.Entry::getKey, part -> part.getValue().data(), (one, other) -> one, LinkedHashMap::new));
    }
}
