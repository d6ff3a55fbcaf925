package dev.dpm.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import dev.dpm.event.Journal.Wanted;
import dev.dpm.event.Journal.Written;
import dev.dpm.event.Recorded;
import dev.dpm.process.TargetName;

/** The newest events, kept so that a look at them needs no disk, and works without one. */
final class EventRing {

    private static final int MOST = 2_000;

    /** One event: of this life, or a line of an earlier one that nobody has parsed yet. */
    private sealed interface Entry {
        long sequence();

        Optional<Written> written();

        boolean mayBeOf(TargetName target);
    }

    private record Live(Recorded recorded) implements Entry {
        @Override
        public long sequence() {
            return recorded.sequence();
        }

        @Override
        public Optional<Written> written() {
            return JournalLine.parse(JournalLine.render(recorded));
        }

        @Override
        public boolean mayBeOf(TargetName target) {
            return recorded.event().target().equals(Optional.of(target));
        }
    }

    private record Earlier(JournalReplay.Line line) implements Entry {
        @Override
        public long sequence() {
            return line.sequence();
        }

        @Override
        public Optional<Written> written() {
            return JournalLine.parse(line.json());
        }

        @Override
        public boolean mayBeOf(TargetName target) {
            return line.json().contains('"' + target.value() + '"');
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();

    synchronized void fill(List<JournalReplay.Line> lines) {
        lines.subList(Math.max(0, lines.size() - MOST), lines.size()).forEach(line -> entries.add(new Earlier(line)));
    }

    synchronized void add(Recorded recorded) {
        if (entries.size() >= MOST) {
            entries.removeFirst();
        }
        entries.addLast(new Live(recorded));
    }

    /** The lowest sequence here; everything from there on is here. {@code Long.MAX_VALUE} where there is nothing. */
    synchronized long oldest() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.getFirst().sequence();
    }

    /** Newest first. */
    List<Written> newest(Wanted wanted, int limit) {
        List<Written> found = new ArrayList<>();
        for (Entry entry : since(wanted.after())) {
            if (found.size() >= limit) {
                break;
            }
            if (wanted.holds(entry.sequence()) && wanted.target().filter(name -> !entry.mayBeOf(name)).isEmpty()) {
                entry.written().filter(wanted::takes).ifPresent(found::add);
            }
        }
        return found;
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
