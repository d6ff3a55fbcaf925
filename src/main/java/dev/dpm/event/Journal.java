package dev.dpm.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.dpm.process.TargetName;

/** Port: keeps events in order, to be read later. Appending is quick and never throws. */
public interface Journal {

    /** Stamps and stores an event. Where the disk refuses, the event stays in memory until it can be written. */
    default Recorded append(Event event) {
        return append(event, Optional.empty());
    }

    /**
     * Stamps and stores an event of an incident.
     *
     * @param incident the incident's id; empty: none
     */
    Recorded append(Event event, Optional<String> incident);

    /**
     * The newest of the wanted events, oldest first.
     *
     * @param limit the largest number of events; fewer are returned where their texts are so long that they would fill
     *     the memory
     */
    List<Written> read(Wanted wanted, int limit);

    /** The newest event of each target, and the newest of all events; read from memory. */
    default Latest latest() {
        return Latest.NONE;
    }

    /**
     * The newest events.
     *
     * @param newest the newest of all events
     * @param byTarget the newest event of each target, without events that are remarks ({@link EventType#isRemark})
     */
    record Latest(Optional<Written> newest, Map<String, Written> byTarget) {

        static final Latest NONE = new Latest(Optional.empty(), Map.of());

        public Latest {
            byTarget = Map.copyOf(byTarget);
        }
    }

    /**
     * The newest events, oldest first.
     *
     * @param target only events of this target; empty: all events
     * @param after only events with a higher sequence
     * @param limit the largest number of events
     */
    default List<Written> read(Optional<TargetName> target, long after, int limit) {
        return read(new Wanted(target, after, Long.MAX_VALUE, Optional.empty(), written -> true), limit);
    }

    /**
     * A choice of events; an event must meet all conditions.
     *
     * @param target only events of this target; empty: events of any target
     * @param isRunners only events of the runner itself
     * @param after only events with a higher sequence
     * @param before only events with a lower sequence
     * @param since only events not earlier than this moment; after many earlier events in a row, older events are not
     *     examined
     * @param also a further condition
     */
    record Wanted(Optional<TargetName> target, boolean isRunners, long after, long before, Optional<Instant> since,
            Predicate<Written> also) {

        /** Events of one target, or of all targets and the runner. */
        public Wanted(Optional<TargetName> target, long after, long before, Optional<Instant> since,
                Predicate<Written> also) {
            this(target, false, after, before, since, also);
        }

        /** Whether an event meets all conditions. */
        public boolean takes(Written written) {
            return holds(written.sequence()) && isOf(written) && since.filter(written.time()::isBefore).isEmpty()
                    && also.test(written);
        }

        /** Whether the sequence lies between {@code after} and {@code before}. */
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
     * An event as the journal contains it, perhaps written by another version.
     *
     * @param type the word of the event's type; see {@link #kind}
     * @param json the event's line, one JSON object
     */
    record Written(long sequence, Instant time, String type, Optional<String> target, Optional<Long> pid,
            Severity severity, String message, Map<String, Object> details, String json) {

        /** The event type; empty where this version does not know the word. */
        public Optional<EventType> kind() {
            return EventType.of(type);
        }
    }
}
