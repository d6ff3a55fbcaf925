package dev.dpm.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import dev.dpm.event.Event;
import dev.dpm.event.Journal;
import dev.dpm.event.Recorded;
import dev.dpm.process.WallTime;

/** A journal that keeps events in memory. A test can make it throw exceptions, which a journal must never do. */
public final class MemoryJournal implements Journal {

    public final List<Event> events = new CopyOnWriteArrayList<>();
    public final List<Recorded> recorded = new CopyOnWriteArrayList<>();
    public volatile Predicate<Event> breaksOn = event -> false;

    @Override
    public Recorded append(Event event) {
        return append(event, Optional.empty(), new WallTime(0));
    }

    @Override
    public Recorded append(Event event, Optional<String> incident, WallTime at) {
        if (breaksOn.test(event)) {
            throw new IllegalStateException("the journal broke");
        }
        events.add(event);
        Recorded recorded = new Recorded(events.size(), at.instant(), event, incident);
        this.recorded.add(recorded);
        return recorded;
    }

    /** The messages of all recorded events of one kind, in order. */
    public List<String> messages(Class<? extends Event> type) {
        return events.stream().filter(type::isInstance).map(Event::message).toList();
    }

    public long count(Class<? extends Event> type) {
        return events.stream().filter(type::isInstance).count();
    }

    @Override
    public List<Written> read(Filter wanted, int limit) {
        return List.of();
    }
}
