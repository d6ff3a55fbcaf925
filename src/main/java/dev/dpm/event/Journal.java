package dev.dpm.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.dpm.process.TargetName;
import dev.dpm.process.WallTime;

/**
 * Stores the runner's events in order. Appending an event is quick and never throws. The package {@code history}
 * implements this interface.
 */
public interface Journal {

    /**
     * Adds the present time and a sequence number to an event and stores it. If the disk refuses the write, the event
     * stays in memory until it can be written.
     */
    Recorded append(Event event);

    /**
     * Adds a sequence number to an event that happened at a given time, and stores it. The event may be older than the
     * event before it, because the runner learns of some facts late.
     *
     * @param incident the incident's id; empty if the event belongs to no incident
     * @param at when the event happened
     */
    Recorded append(Event event, Optional<String> incident, WallTime at);

    /**
     * Reads the newest of the wanted events, oldest first.
     *
     * @param limit the largest number of events; the method returns fewer if their texts are so long that they would
     *     exhaust the memory
     */
    List<Written> read(Wanted wanted, int limit);

    /**
     * The newest event of each target, and the newest of all events; the journal has them in memory and reads no file.
     */
    default Latest latest() {
        return Latest.NONE;
    }

    /**
     * The newest events of the journal.
     *
     * @param newest the newest of all events in the journal
     * @param byTarget the newest event of each target by the target's name; remarks ({@link EventType#isRemark}) do not
     *     count
     */
    record Latest(Optional<Written> newest, Map<String, Written> byTarget) {

        static final Latest NONE = new Latest(Optional.empty(), Map.of());

        public Latest {
            byTarget = Map.copyOf(byTarget);
        }
    }

    /**
     * Reads the newest events, oldest first.
     *
     * @param target the target whose events are wanted; empty for all events
     * @param after only events with a higher sequence
     * @param limit the largest number of events
     */
    default List<Written> read(Optional<TargetName> target, long after, int limit) {
        return read(new Wanted(target, after, Long.MAX_VALUE, Optional.empty(), written -> true), limit);
    }

    /**
     * A choice of events; an event must meet all conditions.
     *
     * @param target only events of this target; empty for events of any target
     * @param isRunners whether only events of the runner itself are wanted
     * @param after only events with a higher sequence
     * @param before only events with a lower sequence
     * @param since only events at this time or later. The journal is read backwards, and reading stops after many
     *     events in a row before this time.
     * @param also a further condition that each event must meet
     */
    record Wanted(Optional<TargetName> target, boolean isRunners, long after, long before, Optional<Instant> since,
            Predicate<Written> also) {

        /** Makes a choice among events of one target, or of all targets and the runner. */
        public Wanted(Optional<TargetName> target, long after, long before, Optional<Instant> since,
                Predicate<Written> also) {
            this(target, false, after, before, since, also);
        }

        /** Whether a stored event meets all conditions of this choice of events. */
        public boolean takes(Written written) {
            return holds(written.sequence()) && isOf(written) && since.filter(written.time()::isBefore).isEmpty()
                    && also.test(written);
        }

        /** Whether an event's sequence number lies between {@code after} and {@code before}. */
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
     * An event as read from the journal; another version of the runner may have written it.
     *
     * @param type the word of the event's type; see {@link #kind}
     * @param json the event's line in the journal, one JSON object
     */
    record Written(long sequence, Instant time, String type, Optional<String> target, Optional<Long> pid,
            Severity severity, String message, Map<String, Object> details, String json) {

        /** The type of the stored event; empty if this version of the runner has no type for the word. */
        public Optional<EventType> kind() {
            return EventType.of(type);
        }
    }
}
