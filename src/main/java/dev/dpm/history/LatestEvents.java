package dev.dpm.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.event.EventType;
import dev.dpm.event.Journal.Latest;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Recorded;
import dev.dpm.process.TargetName;

/**
 * The newest event of each target, so that pages of the console need no search. Lines of earlier runners are parsed at the
 * first request.
 */
final class LatestEvents {

    private static final Pattern OWNER = Pattern.compile("\"type\":\"(\\w+)\",\"target\":\"([^\"\\\\]+)\"");

    private final Map<String, Recorded> unread = new HashMap<>();
    private final Map<String, Written> read = new HashMap<>();
    private List<JournalReplay.Line> earlier = List.of();
    /**
     * Targets that were removed before the lines of earlier runners were parsed. Events of these targets in those lines are
     * ignored.
     */
    private final Set<String> removed = new HashSet<>();
    private Optional<Recorded> newest = Optional.empty();
    private Optional<Written> newestRead = Optional.empty();

    synchronized void fill(List<JournalReplay.Line> lines) {
        earlier = lines;
    }

    synchronized void add(Recorded recorded) {
        newest = Optional.of(recorded);
        recorded.event().target().map(TargetName::value).ifPresent(name -> add(name, recorded));
    }

    private void add(String name, Recorded recorded) {
        if (recorded.event().type() == EventType.TARGET_REMOVED) {
            remove(name);
        } else if (!recorded.event().type().isRemark()) {
            unread.put(name, recorded);
        }
    }

    private void remove(String name) {
        unread.remove(name);
        read.remove(name);
        if (!earlier.isEmpty()) {
            removed.add(name);
        }
    }

    synchronized Latest now() {
        readEarlier();
        unread.forEach((name, recorded) -> written(recorded).ifPresent(event -> read.put(name, event)));
        unread.clear();
        newestRead = newest.flatMap(LatestEvents::written).or(() -> newestRead);
        newest = Optional.empty();
        return new Latest(newestRead, read);
    }

    private void readEarlier() {
        if (!earlier.isEmpty()) {
            newestRead = JournalLine.parse(earlier.get(earlier.size() - 1).json());
        }
        Set<String> seen = new HashSet<>(removed);
        for (int i = earlier.size() - 1; i >= 0; i--) {
            readEarlier(earlier.get(i).json(), seen);
        }
        earlier = List.of();
        removed.clear();
    }

    private void readEarlier(String json, Set<String> seen) {
        Matcher line = OWNER.matcher(json);
        if (!line.find()) {
            return;
        }
        Optional<EventType> type = EventType.of(line.group(1));
        if (type.filter(EventType::isRemark).isEmpty() && seen.add(line.group(2))
                && !type.equals(Optional.of(EventType.TARGET_REMOVED))) {
            JournalLine.parse(json).ifPresent(event -> read.put(line.group(2), event));
        }
    }

    private static Optional<Written> written(Recorded recorded) {
        return JournalLine.parse(JournalLine.render(recorded));
    }
}
