package dev.dpm.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A topic as it was last rendered, with the version in which each part changed. Used under one lock. */
final class Shown {

    private record Part(String data, long version) {
    }

    private final Topic topic;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private Object state;
    private boolean rendering;
    private long version;

    Shown(Topic topic) {
        this.topic = topic;
    }

    /** Whether the topic must be rendered now; true only once until {@link #rendered} is called. */
    boolean begins() {
        if (rendering) {
            return false;
        }
        Object now = topic.state().get();
        if (version > 0 && Objects.equals(now, state)) {
            return false;
        }
        state = now;
        rendering = true;
        return true;
    }

    Map<String, String> render() {
        return topic.render().get();
    }

    /**
     * Takes a rendering.
     *
     * @return whether any part changed
     */
    boolean rendered(Map<String, String> fresh) {
        rendering = false;
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

    /** The parts that changed after a version, by name. */
    Map<String, String> since(long seen) {
        return parts.entrySet().stream().filter(part -> part.getValue().version() > seen)
                .filter(part -> seen > 0 || !part.getValue().data().isEmpty()).collect(Collectors.toMap(
                        Map.Entry::getKey, part -> part.getValue().data(), (one, other) -> one, LinkedHashMap::new));
    }
}
