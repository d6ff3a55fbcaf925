package dev.dpm.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/** Stores events in their order. Appending an event is quick and never throws an exception. */
public interface Journal {

    /** Stores an event with the present time. If the disk refuses the event, it stays in memory. */
    Recorded append(Event event);

    /**
     * Stores an event that happened at a given time, perhaps before the last event.
     * @param incident the id of the incident to which the event belongs; empty: none
     */
    Recorded append(Event event, Optional<String> incident, WallTime at);

    /**
     * Reads the newest events that match the filter, oldest first.
     * @param limit the largest number of events; fewer are returned if they are very long
     */
    List<Written> read(Filter wanted, int limit);

    /** The newest event of each target, from memory. */
    default Latest latest() {
        return Latest.NONE;
    }

    /**
     * The newest events.
     * @param newest the newest of all events
     * @param byTarget the newest event of each target; a mere remark about a target ({@link EventType#isRemark}) does not count
     */
    record Latest(Optional<Written> newest, Map<String, Written> byTarget) {

        static final Latest NONE = new Latest(Optional.empty(), Map.of());

        public Latest {
            byTarget = Map.copyOf(byTarget);
        }
    }

    /**
     * Reads the newest events of a target, oldest first.
     * @param target the target; empty: all targets and the runner
     * @param after the number of an event; only events with a higher number match
     * @param limit the largest number of events
     */
    default List<Written> read(Optional<TargetName> target, long after, int limit) {
        return read(new Filter(target, after, Long.MAX_VALUE, Optional.empty(), written -> true), limit);
    }

    /**
     * Selects events that meet all of these conditions.
     * @param target the target of the events; empty: any
     * @param isRunners whether only the runner's own events match
     * @param after the number of an event; only events with a higher number match
     * @param before the number of an event; only events with a lower number match
     * @param since only events at this time or later match; empty: events of any time match
     * @param also a further condition
     */
    record Filter(Optional<TargetName> target, boolean isRunners, long after, long before, Optional<Instant> since,
            Predicate<Written> also) {

        /** Selects the events of one target, or of all targets and the runner. */
        public Filter(Optional<TargetName> target, long after, long before, Optional<Instant> since,
                Predicate<Written> also) {
            this(target, false, after, before, since, also);
        }

        public boolean takes(Written written) {
            return holds(written.sequence()) && isOf(written) && since.filter(written.time()::isBefore).isEmpty()
                    && also.test(written);
        }

        public boolean holds(long sequence) {
            return sequence > after && sequence < before;
        }

        private boolean isOf(Written written) {
            return isRunners
                    ? written.target().isEmpty()
                    : target.isEmpty() || written.target().equals(target.map(TargetName::value));
        }
    }

    /**
     * An event that was read from the journal, perhaps written by another version of the runner.
     * @param type the word for the event's type, see {@link #kind}
     * @param json the event's line in the journal
     */
    record Written(long sequence, Instant time, String type, Optional<String> target, Optional<Long> pid,
            Severity severity, String message, Map<String, Object> details, String json) {

        /** The event's type. Empty: this version of the runner does not know it. */
        public Optional<EventType> kind() {
            return EventType.of(type);
        }
    }
}
