package dev.dpm.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.dpm.event.Event;
import dev.dpm.event.Journal.Latest;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Recorded;
import dev.dpm.event.TargetEvent;
import dev.dpm.process.TargetName;

/**
 * The newest event of each target, kept as events come, so that a page with many targets searches for none of them. An
 * event is made readable once, when somebody first asks for it; lines of an earlier runner too, and of those only the
 * newest of each target.
 */
final class LatestEvents {

    /** A line as we write it; what another hand has written is found by a search of the journal only. */
    private static final Pattern OWNER = Pattern.compile("\"type\":\"(\\w+)\",\"target\":\"([^\"\\\\]+)\",\"pid\":\\w+,"
            + "\"severity\":\"(\\w+)\"");
    /** Types of {@link dev.dpm.event.Event#isRemark}, as an earlier runner wrote them. */
    private static final Set<String> REMARKS = Set.of(TargetEvent.MeasureNoted.class.getSimpleName(),
            TargetEvent.SampleMissed.class.getSimpleName());
    private static final String REMOVED = TargetEvent.TargetRemoved.class.getSimpleName();

    private final Newest happened = new Newest();
    private final Newest worries = new Newest();
    private List<JournalReplay.Line> earlier = List.of();
    /** Since the earlier lines were left; what these tell of is over. Empty once they are read. */
    private final Set<String> removed = new HashSet<>();
    private Optional<Recorded> newest = Optional.empty();
    private Optional<Written> newestRead = Optional.empty();

    /** One event for each target: of this life, or read. */
    private static final class Newest {
        private final Map<String, Recorded> unread = new HashMap<>();
        private final Map<String, Written> read = new HashMap<>();

        void put(String name, Recorded recorded) {
            unread.put(name, recorded);
        }

        void remove(String name) {
            unread.remove(name);
            read.remove(name);
        }

        Map<String, Written> now() {
            unread.forEach((name, recorded) -> written(recorded).ifPresent(event -> read.put(name, event)));
            unread.clear();
            return read;
        }
    }

    /** @param lines of an earlier runner, oldest first */
    synchronized void fill(List<JournalReplay.Line> lines) {
        earlier = lines;
    }

    synchronized void add(Recorded recorded) {
        newest = Optional.of(recorded);
        recorded.event().target().map(TargetName::value).ifPresent(name -> add(name, recorded));
    }

    private void add(String name, Recorded recorded) {
        Event event = recorded.event();
        if (event instanceof TargetEvent.TargetRemoved) {
            remove(name);
        } else if (!event.isRemark()) {
            happened.put(name, recorded);
            if (event.severity().compareTo(Event.Severity.WARNING) >= 0) {
                worries.put(name, recorded);
            }
        }
    }

    private void remove(String name) {
        happened.remove(name);
        worries.remove(name);
        if (!earlier.isEmpty()) {
            removed.add(name);
        }
    }

    synchronized Latest now() {
        readEarlier();
        newestRead = newest.flatMap(LatestEvents::written).or(() -> newestRead);
        newest = Optional.empty();
        return new Latest(newestRead, happened.now(), worries.now());
    }

    private void readEarlier() {
        if (!earlier.isEmpty()) {
            newestRead = JournalLine.parse(earlier.get(earlier.size() - 1).json());
        }
        Set<String> seen = new HashSet<>(removed);
        Set<String> worried = new HashSet<>(removed);
        for (int i = earlier.size() - 1; i >= 0; i--) {
            readEarlier(earlier.get(i).json(), seen, worried);
        }
        earlier = List.of();
        removed.clear();
    }

    private void readEarlier(String json, Set<String> seen, Set<String> worried) {
        Matcher line = OWNER.matcher(json);
        if (!line.find() || REMARKS.contains(line.group(1))) {
            return;
        }
        String name = line.group(2);
        if (line.group(1).equals(REMOVED)) {
            seen.add(name);
            worried.add(name);
        }
        boolean isNewest = seen.add(name);
        boolean isWorry = !line.group(3).equals(Event.Severity.INFO.name()) && worried.add(name);
        if (isNewest || isWorry) {
            JournalLine.parse(json).ifPresent(event -> {
                if (isNewest) {
                    happened.read.put(name, event);
                }
                if (isWorry) {
                    worries.read.put(name, event);
                }
            });
        }
    }

    private static Optional<Written> written(Recorded recorded) {
        return JournalLine.parse(JournalLine.render(recorded));
    }
}
