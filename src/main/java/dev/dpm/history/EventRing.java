package dev.dpm.history;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Journal.Written;
import dev.dpm.event.Recorded;
import dev.dpm.process.TargetName;

final class EventRing {

    private static final int MOST = 2_000;

    /** An event of this runner, or a line that an earlier runner wrote. */
    private sealed interface Entry extends JournalSearch.Candidate {
    }

    private record Live(Recorded recorded) implements Entry {
        @Override
        public long sequence() {
            return recorded.sequence();
        }

        @Override
        public boolean isEarlierThan(Instant moment, String stamp) {
            return recorded.time().isBefore(moment);
        }

        @Override
        public boolean mayBeOf(Optional<TargetName> target, String quoted) {
            return recorded.event().target().equals(target);
        }

        @Override
        public Optional<Written> written() {
            return JournalLine.parse(JournalLine.render(recorded));
        }
    }

    private record Earlier(JournalReplay.Line line) implements Entry {
        @Override
        public long sequence() {
            return line.sequence();
        }

        @Override
        public boolean isEarlierThan(Instant moment, String stamp) {
            JournalHead head = new JournalHead();
            return head.look(line.json()) && head.isEarlierThan(stamp);
        }

        @Override
        public boolean mayBeOf(Optional<TargetName> target, String quoted) {
            return line.json().contains(quoted);
        }

        @Override
        public Optional<Written> written() {
            return JournalLine.parse(line.json());
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void fill(List<JournalReplay.Line> lines) {
        newest(lines).forEach(line -> entries.add(new Earlier(line)));
    }

    static List<JournalReplay.Line> newest(List<JournalReplay.Line> lines) {
        return List.copyOf(lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
    }

    synchronized void add(Recorded recorded) {
        if (entries.size() >= MOST) {
            entries.removeFirst();
        }
        entries.addLast(new Live(recorded));
    }

    /** The lowest sequence number in memory; {@code Long.MAX_VALUE}: no event is in memory. */
    synchronized long oldest() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.getFirst().sequence();
    }

    /**
     * Searches the events in memory from the newest to the oldest.
     * @param after a sequence number; only events with a higher one are searched
     */
    void search(JournalSearch search, long after) {
        for (Entry entry : since(after)) {
            if (search.isOver()) {
                return;
            }
            search.look(entry);
        }
    }

    private synchronized List<Entry> since(long after) {
        List<Entry> newer = new ArrayList<>();
        Iterator<Entry> newestFirst = entries.descendingIterator();
        while (newestFirst.hasNext()) {
            Entry entry = newestFirst.next();
            if (entry.sequence() <= after) {
                break;
            }
            newer.add(entry);
        }
        return newer;
    }
}
